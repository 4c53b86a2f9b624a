#include "simulator/response_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace bailey::simulator {
namespace {

constexpr std::size_t kHeadBytesMax = 64UL * 1024;
constexpr std::size_t kLineBytesMax = 1024;  // Of a chunk size or a trailer field.

core::Error broken(std::string_view what) {
  return core::Error{"the answer's HTTP framing is broken: " + std::string(what)};
}

std::string lowered(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return result;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// A whole number without sign or blanks; nothing otherwise, or when it does not fit.
std::optional<std::uint64_t> numberIn(std::string_view text, int base) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) {
    return std::nullopt;
  }
  return number;
}

// "HTTP/1.1 200 OK" to 200; the reason may be absent.
std::optional<int> statusIn(std::string_view line) {
  const bool is_http1 = line.substr(0, 9) == "HTTP/1.1 " || line.substr(0, 9) == "HTTP/1.0 ";
  if (!is_http1 || line.size() < 12 || (line.size() > 12 && line[12] != ' ')) {
    return std::nullopt;
  }
  const auto status = numberIn(line.substr(9, 3), 10);
  if (!status || *status < 100 || *status > 599) {
    return std::nullopt;
  }
  return static_cast<int>(*status);
}

bool isFieldName(std::string_view name) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

// Reads "name: value" lines into `fields`; false when one is something else.
bool readFields(std::string_view lines, std::map<std::string, std::string>& fields) {
  while (!lines.empty()) {
    const std::size_t end = lines.find("\r\n");
    const std::string_view line = lines.substr(0, end);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !isFieldName(line.substr(0, colon))) {
      return false;
    }
    const std::string_view value = trimmed(line.substr(colon + 1));
    const auto [field, is_new] = fields.try_emplace(lowered(line.substr(0, colon)), value);
    if (!is_new) {
      field->second.append(", ").append(value);
    }
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 2);
  }
  return true;
}

}  // namespace

core::Result<ResponseReader::State> ResponseReader::take(std::string_view bytes) {
  pending_ += bytes;
  return advance();
}

core::Result<ResponseReader::State> ResponseReader::end() {
  if (part_ == Part::OpenBody) {
    part_ = Part::Done;
  }
  if (part_ != Part::Done) {
    return core::Error{part_ == Part::Head && pending_.empty()
                           ? "the connection was closed without an answer"
                           : "the connection was closed in the middle of the answer"};
  }
  response_.reusable = false;
  return State::Complete;
}

core::Result<ResponseReader::State> ResponseReader::advance() {
  bool advanced = true;
  while (advanced && part_ != Part::Done) {
    advanced = false;
    if (auto error = readPart(advanced)) {
      return *error;
    }
  }
  if (part_ != Part::Done) {
    return State::NeedsMore;
  }
  if (!pending_.empty()) {
    return broken("bytes follow its end");
  }
  return State::Complete;
}

std::optional<core::Error> ResponseReader::readPart(bool& advanced) {
  switch (part_) {
    case Part::Head:
      return readHead(advanced);
    case Part::SizedBody:
    case Part::Chunk:
    case Part::OpenBody:
      return readBodyBytes(advanced);
    case Part::ChunkEnd:
      return readChunkSize(advanced);
    case Part::Trailer:
      return readTrailer(advanced);
    case Part::Done:
      break;
  }
  return std::nullopt;
}

std::optional<core::Error> ResponseReader::readHead(bool& advanced) {
  const std::size_t end = pending_.find("\r\n\r\n");
  if (std::min(end, pending_.size()) > kHeadBytesMax) {
    return broken("its head exceeds 64 KiB");
  }
  if (end == std::string::npos) {
    return std::nullopt;
  }
  const std::string_view head = std::string_view(pending_).substr(0, end);
  const std::size_t line_end = std::min(head.find("\r\n"), head.size());
  const auto status = statusIn(head.substr(0, line_end));
  if (!status) {
    return broken("its first line is no HTTP/1.1 status line");
  }
  response_ = Response();
  response_.status = *status;
  response_.reusable = head.substr(0, 9) == "HTTP/1.1 ";
  if (!readFields(head.substr(std::min(line_end + 2, head.size())), response_.fields)) {
    return broken("a header line is no \"name: value\"");
  }
  pending_.erase(0, end + 4);
  advanced = true;
  // An interim answer (100 Continue and the like): the real one follows.
  return *status < 200 ? std::nullopt : chooseBody();
}

std::optional<core::Error> ResponseReader::chooseBody() {
  const auto coding = response_.fields.find("transfer-encoding");
  const auto length = response_.fields.find("content-length");
  const auto connection = response_.fields.find("connection");
  if (connection != response_.fields.end() && lowered(connection->second) == "close") {
    response_.reusable = false;
  }
  if (response_.status == 204 || response_.status == 304) {
    part_ = Part::Done;
    return std::nullopt;
  }
  if (coding != response_.fields.end()) {
    if (length != response_.fields.end() || lowered(coding->second) != "chunked") {
      return broken("Transfer-Encoding is not chunked alone, or comes with Content-Length");
    }
    part_ = Part::ChunkEnd;
    return std::nullopt;
  }
  if (length == response_.fields.end()) {
    part_ = Part::OpenBody;
    expected_ = std::numeric_limits<std::uint64_t>::max();
    return std::nullopt;
  }
  const auto size = numberIn(length->second, 10);
  if (!size) {
    return broken("Content-Length is no single number");
  }
  expected_ = *size;
  part_ = expected_ == 0 ? Part::Done : Part::SizedBody;
  return std::nullopt;
}

std::optional<core::Error> ResponseReader::readBodyBytes(bool& advanced) {
  const auto size = static_cast<std::size_t>(
      std::min<std::uint64_t>(expected_, static_cast<std::uint64_t>(pending_.size())));
  if (response_.body.size() + size > body_bytes_max_) {
    return core::Error{"the answer's body exceeds " + std::to_string(body_bytes_max_) + " bytes"};
  }
  response_.body.append(pending_, 0, size);
  pending_.erase(0, size);
  if (part_ == Part::OpenBody) {
    return std::nullopt;
  }
  expected_ -= size;
  if (expected_ != 0) {
    return std::nullopt;
  }
  advanced = true;
  part_ = part_ == Part::Chunk ? Part::ChunkEnd : Part::Done;
  return std::nullopt;
}

std::optional<core::Error> ResponseReader::readChunkSize(bool& advanced) {
  // Every chunk but the first is preceded by the line end of the one before.
  const bool is_first = response_.body.empty();
  if (!is_first) {
    if (pending_.size() < 2) {
      return std::nullopt;
    }
    if (pending_.compare(0, 2, "\r\n") != 0) {
      return broken("a chunk does not end where its size says");
    }
  }
  const std::size_t start = is_first ? 0 : 2;
  const std::size_t end = pending_.find("\r\n", start);
  if (std::min(end, pending_.size()) > kLineBytesMax) {
    return broken("a chunk size line exceeds 1 KiB");
  }
  if (end == std::string::npos) {
    return std::nullopt;
  }
  const std::string_view line = std::string_view(pending_).substr(start, end - start);
  const auto size = numberIn(trimmed(line.substr(0, line.find(';'))), 16);
  if (!size) {
    return broken("a chunk size is no hexadecimal number");
  }
  expected_ = *size;
  pending_.erase(0, end + 2);
  part_ = expected_ == 0 ? Part::Trailer : Part::Chunk;
  advanced = true;
  return std::nullopt;
}

std::optional<core::Error> ResponseReader::readTrailer(bool& advanced) {
  const std::size_t end = pending_.find("\r\n");
  if (std::min(end, pending_.size()) > kLineBytesMax) {
    return broken("a trailer line exceeds 1 KiB");
  }
  if (end == std::string::npos) {
    return std::nullopt;
  }
  part_ = end == 0 ? Part::Done : Part::Trailer;
  pending_.erase(0, end + 2);
  advanced = true;
  return std::nullopt;
}

}  // namespace bailey::simulator
