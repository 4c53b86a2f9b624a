#include "fakes/upstream/behaviours.h"

#include "fakes/upstream/compression.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <random>
#include <string_view>

namespace bailey::fakes::upstream {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;

constexpr const char* kOkBody = R"({"ok":true,"items":[{"id":1},{"id":2}]})";
constexpr std::size_t kBlock = 16U << 10U;

// What a row of the table looks at.
struct Question {
  const UpstreamRequest& request;
  std::size_t number = 0;  // the N of its path
  bool first_of_key = false;
};

Answer plain(std::string bytes, Ending ending = Ending::kNextRequest) {
  Answer answer;
  answer.bytes = std::move(bytes);
  answer.ending = ending;
  return answer;
}

Answer ok(const Question& /*question*/) {
  return plain(jsonMessage(kOkBody));
}

Answer echo(const Question& question) {
  json fields = json::array();
  for (const auto& [name, value] : question.request.fields) {
    fields.push_back({name, value});
  }
  const json body = {{"method", question.request.method},
                     {"target", question.request.target},
                     {"fields", fields},
                     {"body", question.request.body}};
  return plain(jsonMessage(body.dump(-1, ' ', false, json::error_handler_t::replace)));
}

// Silence, a drop at a time.

Answer hang(const Question& /*question*/) {
  return plain({}, Ending::kSilence);
}

Answer hangInHead(const Question& /*question*/) {
  return plain("HTTP/1.1 20", Ending::kSilence);
}

Answer hangInBody(const Question& /*question*/) {
  const std::string whole = jsonMessage(kOkBody);
  return plain(whole.substr(0, whole.size() - std::string_view(kOkBody).size() / 2),
               Ending::kSilence);
}

Answer drip(const Question& /*question*/) {
  Answer answer = plain(jsonMessage(kOkBody));
  answer.bytes_at_once = 1;
  answer.pause = milliseconds(50);
  return answer;
}

Answer slow(const Question& question) {
  Answer answer = plain(jsonMessage(kOkBody));
  answer.delay = milliseconds(question.number);
  return answer;
}

// The connection ends where it should not.

Answer endedAfter(std::size_t bytes, Ending ending) {
  return plain(jsonMessage(kOkBody).substr(0, bytes), ending);
}

Answer reset(const Question& question) {
  return endedAfter(question.number, Ending::kReset);
}

Answer close(const Question& question) {
  return endedAfter(question.number, Ending::kClose);
}

Answer cut(const Question& question) {
  return endedAfter(question.number, Ending::kCut);
}

Answer closeIdle(const Question& /*question*/) {
  return plain(message(200, kOkBody, {{"Content-Type", kJson}, {"Connection", "keep-alive"}}),
               Ending::kClose);
}

Answer once(const Question& question) {
  return question.first_of_key ? plain({}, Ending::kClose) : plain(jsonMessage(kOkBody));
}

// Framing that is wrong, or without end.

std::string headWithLength(std::size_t length) {
  return head(200, {{"Content-Type", kJson}, {"Content-Length", std::to_string(length)}});
}

std::string chunkedHead() {
  return head(200, {{"Content-Type", kJson}, {"Transfer-Encoding", "chunked"}});
}

Answer tooShort(const Question& /*question*/) {
  const std::string_view body = kOkBody;
  return plain(headWithLength(body.size() + 1).append(body), Ending::kClose);
}

// Open afterwards, so that what is too much waits for the next request on it.
Answer tooLong(const Question& /*question*/) {
  const std::string_view body = kOkBody;
  return plain(headWithLength(body.size()).append(body).append(jsonMessage(R"({"not":"yours"})")));
}

Answer noLastChunk(const Question& /*question*/) {
  return plain(chunkedHead() + chunk(kOkBody), Ending::kClose);
}

// Open afterwards, so that its end is not what tells.
Answer badChunk(const Question& /*question*/) {
  return plain(chunkedHead() + chunk(kOkBody) + "zz\r\n", Ending::kSilence);
}

Answer garbage(const Question& /*question*/) {
  constexpr std::size_t kSize = 4096;
  std::mt19937 random(kSize);  // NOLINT(cert-msc51-cpp): the same in every run
  std::string bytes(kSize, '\0');
  std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random() & 0xFFU); });
  return plain(bytes, Ending::kClose);
}

Answer http09(const Question& /*question*/) {
  return plain(kOkBody, Ending::kClose);
}

Answer manyHeaders(const Question& question) {
  Fields fields = {{"Content-Type", kJson}};
  for (std::size_t i = 0; i < question.number; ++i) {
    fields.emplace_back("X-Field-" + std::to_string(i), "value");
  }
  return plain(message(200, kOkBody, fields));
}

Answer endlessHead(const Question& /*question*/) {
  Answer answer = plain("HTTP/1.1 200 OK\r\n");
  answer.repeated = "X-Flood: " + std::string(100, 'a') + "\r\n";
  return answer;
}

Answer endlessBody(const Question& /*question*/) {
  Answer answer = plain(chunkedHead() + chunk("["));
  answer.repeated = chunk(std::string(kBlock, ' '));
  return answer;
}

Answer interim(const Question& question) {
  std::string bytes;
  for (std::size_t i = 0; i < question.number; ++i) {
    bytes += head(103, {{"Link", "</style.css>; rel=preload"}});
  }
  return plain(bytes + jsonMessage(kOkBody));
}

// Bodies.

Answer compressedBody(const std::string& body, const char* coding) {
  return plain(message(200, body, {{"Content-Type", kJson}, {"Content-Encoding", coding}}));
}

Answer gzip(const Question& /*question*/) {
  return compressedBody(compressed(kOkBody, Coding::kGzip), "gzip");
}

Answer gzipCut(const Question& /*question*/) {
  const std::string body = compressed(kOkBody, Coding::kGzip);
  return compressedBody(body.substr(0, body.size() / 2), "gzip");
}

Answer gzipOf200MiB(const Question& /*question*/) {
  return compressedBody(gzipBomb(200), "gzip");
}

Answer deflate(const Question& /*question*/) {
  return compressedBody(compressed(kOkBody, Coding::kDeflate), "deflate");
}

Answer rawDeflate(const Question& /*question*/) {
  return compressedBody(compressed(kOkBody, Coding::kRawDeflate), "deflate");
}

Answer text(const Question& /*question*/) {
  return plain(message(200, "<html>not json</html>", {{"Content-Type", "text/html"}}));
}

Answer invalidJson(const Question& /*question*/) {
  return plain(jsonMessage(R"({"ok": nope})"));
}

// Framed well: only a reader of JSON notices.
Answer truncatedJson(const Question& /*question*/) {
  return plain(jsonMessage(std::string(kOkBody).substr(0, std::string_view(kOkBody).size() / 2)));
}

// A JSON array of exactly N bytes, three at the least.
Answer large(const Question& question) {
  std::string body = "[";
  body.reserve(question.number);
  while (body.size() + 4 <= question.number) {
    body += "0,";
  }
  while (body.size() + 2 < question.number) {
    body += ' ';
  }
  return plain(jsonMessage(body + "0]"));
}

Answer empty(const Question& /*question*/) {
  return plain(message(200, {}));
}

// Statuses. ?retry_after=V becomes Retry-After, ?field=NAME:VALUE any other field.
Answer status(const Question& question) {
  const int code = static_cast<int>(question.number);
  Fields fields = {{"Content-Type", kJson}};
  if (const std::string value = question.request.query("retry_after"); !value.empty()) {
    fields.emplace_back("Retry-After", value);
  }
  if (const std::string field = question.request.query("field"); !field.empty()) {
    const std::size_t colon = field.find(':');
    fields.emplace_back(field.substr(0, colon),
                        colon == std::string::npos ? "" : field.substr(colon + 1));
  }
  return plain(message(code, json{{"status", code}}.dump(), fields));
}

Answer redirect(const Question& question) {
  return plain(message(302, {}, {{"Location", question.request.query("to")}}));
}

Answer notFound() {
  return plain(message(404, R"({"error":"no such behaviour"})", {{"Content-Type", kJson}}));
}

using Row = Answer (*)(const Question&);

// N stands for a number.
const std::map<std::string_view, Row>& table() {
  static const std::map<std::string_view, Row> rows = {{"/ok", ok},
                                                       {"/echo", echo},
                                                       {"/hang", hang},
                                                       {"/hang/head", hangInHead},
                                                       {"/hang/body", hangInBody},
                                                       {"/drip", drip},
                                                       {"/slow/N", slow},
                                                       {"/reset/N", reset},
                                                       {"/close/N", close},
                                                       {"/cut/N", cut},
                                                       {"/closeidle", closeIdle},
                                                       {"/once", once},
                                                       {"/short", tooShort},
                                                       {"/long", tooLong},
                                                       {"/nochunkend", noLastChunk},
                                                       {"/badchunk", badChunk},
                                                       {"/garbage", garbage},
                                                       {"/http09", http09},
                                                       {"/headers/N", manyHeaders},
                                                       {"/headerflood", endlessHead},
                                                       {"/endless", endlessBody},
                                                       {"/interim/N", interim},
                                                       {"/gzip", gzip},
                                                       {"/gzip/bomb", gzipOf200MiB},
                                                       {"/gzip/cut", gzipCut},
                                                       {"/deflate", deflate},
                                                       {"/deflate/raw", rawDeflate},
                                                       {"/text", text},
                                                       {"/json/invalid", invalidJson},
                                                       {"/json/truncated", truncatedJson},
                                                       {"/large/N", large},
                                                       {"/empty", empty},
                                                       {"/status/N", status},
                                                       {"/redirect", redirect}};
  return rows;
}

// Takes a number at the end of `path` for the N of its row.
std::size_t takeNumber(std::string& path) {
  const std::size_t begin = path.rfind('/') + 1;
  const std::string digits = path.substr(begin);
  constexpr std::size_t kDigitsMax = 9;
  if (digits.empty() || digits.size() > kDigitsMax ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return 0;
  }
  path.replace(begin, std::string::npos, "N");
  return std::stoul(digits);
}

// A body is no part of the answer to a HEAD.
void dropBody(Answer& answer) {
  const std::size_t head_end = answer.bytes.find("\r\n\r\n");
  if (head_end != std::string::npos) {
    answer.bytes.resize(head_end + 4);
    answer.repeated.clear();
  }
}

}  // namespace

void Behaviours::answerAllAs(const std::string& target) {
  const std::lock_guard lock(mutex_);
  all_as_ = target;
}

Answer Behaviours::answerTo(const UpstreamRequest& request) {
  UpstreamRequest asked = request;
  Question question{asked};
  {
    const std::lock_guard lock(mutex_);
    if (!all_as_.empty()) {
      asked.target = all_as_;
    }
    question.first_of_key = asked.path() == "/once" && seen_keys_.insert(asked.query("key")).second;
  }
  std::string path = asked.path();
  question.number = takeNumber(path);
  const auto row = table().find(path);
  Answer answer = row == table().end() ? notFound() : row->second(question);
  if (asked.method == "HEAD") {
    dropBody(answer);
  }
  return answer;
}

}  // namespace bailey::fakes::upstream
