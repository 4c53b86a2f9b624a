#include "fakes/upstream/request_reader.h"

#include <charconv>
#include <optional>
#include <utility>

namespace bailey::fakes::upstream {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kHeadMax = 256U << 10U;
constexpr std::size_t kBodyMax = 64U << 20U;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Cuts off what stands before `separator`, and the separator with it.
std::string_view cutAt(std::string_view& rest, std::string_view separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view part = rest.substr(0, at);
  rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + separator.size());
  return part;
}

std::optional<std::size_t> number(std::string_view text, int base) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

// The method, the target and the fields; false: not as RFC 9112 has them.
bool readHead(std::string_view head, UpstreamRequest& request, std::string& version) {
  std::string_view line = cutAt(head, kLineEnd);
  request.method = cutAt(line, " ");
  request.target = cutAt(line, " ");
  version = line;
  if (request.method.empty() || request.target.empty() || !version.starts_with("HTTP/1.")) {
    return false;
  }
  while (!head.empty()) {
    std::string_view field = cutAt(head, kLineEnd);
    const std::string_view name = cutAt(field, ":");
    if (name.empty() || name.find_first_of(" \t\r\n") != std::string_view::npos) {
      return false;
    }
    request.fields.emplace_back(name, trimmed(field));
  }
  return true;
}

enum class Progress { kNeedsMore, kDone, kWrong };

// A chunked body at the beginning of `input`; `used` says how long it is there.
Progress readChunks(std::string_view input, std::string& body, std::size_t& used) {
  std::string_view rest = input;
  while (rest.find(kLineEnd) != std::string_view::npos) {
    std::string_view line = cutAt(rest, kLineEnd);
    const std::optional<std::size_t> size = number(trimmed(cutAt(line, ";")), 16);
    if (!size || *size > kBodyMax) {
      return Progress::kWrong;
    }
    if (rest.size() < *size + kLineEnd.size()) {
      return Progress::kNeedsMore;
    }
    body += rest.substr(0, *size);
    rest.remove_prefix(*size);
    if (!rest.starts_with(kLineEnd)) {
      return Progress::kWrong;  // also trailers, which no client of ours sends
    }
    rest.remove_prefix(kLineEnd.size());
    if (*size == 0) {
      used = input.size() - rest.size();
      return Progress::kDone;
    }
  }
  return Progress::kNeedsMore;
}

Progress readBody(std::string_view input, UpstreamRequest& request, std::size_t& used) {
  if (!request.field("transfer-encoding").empty()) {
    return request.field("transfer-encoding") == "chunked" &&
                   request.field("content-length").empty()
               ? readChunks(input, request.body, used)
               : Progress::kWrong;
  }
  const std::string length = request.field("content-length");
  const std::optional<std::size_t> size = length.empty() ? 0 : number(length, 10);
  if (!size || *size > kBodyMax) {
    return Progress::kWrong;
  }
  if (input.size() < *size) {
    return Progress::kNeedsMore;
  }
  request.body = input.substr(0, *size);
  used = *size;
  return Progress::kDone;
}

Reading malformed(const char* why) {
  Reading reading;
  reading.state = Reading::State::kMalformed;
  reading.complaint = why;
  return reading;
}

}  // namespace

Reading RequestReader::next() {
  const std::size_t head_end = input_.find(kHeadEnd);
  if (head_end == std::string::npos) {
    return input_.size() > kHeadMax ? malformed("the head does not end") : Reading();
  }
  Reading reading;
  std::string version;
  const std::string_view whole = input_;
  if (!readHead(whole.substr(0, head_end), reading.request, version)) {
    return malformed("the head is no HTTP/1.1");
  }
  const std::size_t body_begin = head_end + kHeadEnd.size();
  std::size_t used = 0;
  switch (readBody(whole.substr(body_begin), reading.request, used)) {
    case Progress::kWrong:
      return malformed("the body is not framed as HTTP/1.1 has it");
    case Progress::kNeedsMore: {
      const bool waits = reading.request.field("expect") == "100-continue";
      reading = Reading();
      if (waits && !std::exchange(continued_, true)) {
        reading.state = Reading::State::kContinueWanted;
      }
      return reading;
    }
    case Progress::kDone:
      break;
  }
  input_.erase(0, body_begin + used);
  continued_ = false;
  reading.state = Reading::State::kComplete;
  const std::string connection = reading.request.field("connection");
  reading.keeps_alive = connection != "close" && (version == "HTTP/1.1" || !connection.empty());
  return reading;
}

}  // namespace bailey::fakes::upstream
