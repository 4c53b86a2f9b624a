#include "http/response_head.h"

#include "http/character.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

namespace bailey::http {
namespace {

struct Reason {
  int status;
  std::string_view phrase;
};

constexpr std::array kReasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{411, "Length Required"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{421, "Misdirected Request"},
    Reason{422, "Unprocessable Content"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
};

// Room for the longest head: all fields, the longest reason, id and numbers. A guess too low costs
// one more allocation, nothing else.
constexpr std::size_t kHeadBytes = 384;

constexpr std::size_t kDateBytes = 29;

template <typename Number>
void appendNumber(std::string& out, Number number) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
  assert(error == std::errc());
  out.append(digits.data(), end);
}

void appendField(std::string& out, std::string_view name_and_colon, std::string_view value) {
  out.append(name_and_colon).append(value).append("\r\n");
}

bool isDate(std::string_view text) {
  return text.size() == kDateBytes && std::all_of(text.begin(), text.end(), [](char byte) {
           return byte >= ' ' && byte < 0x7F;
         });
}

void appendStatusLine(std::string& out, int status) {
  out.append("HTTP/1.1 ");
  appendNumber(out, status);
  out.append(" ").append(reasonOf(status)).append("\r\n");
}

void appendConnection(std::string& out, const Response& response) {
  if (response.close) {
    out.append("Connection: close\r\n");
  } else if (response.announce_keep_alive) {
    out.append("Connection: keep-alive\r\n");
  }
}

}  // namespace

void appendResponse(std::string& out, const Response& response) {
  assert(response.status >= 200 && response.status <= 599);
  const bool has_body = response.status != 204 && response.status != 304;
  const bool sends_body = has_body && !response.head_only;
  out.reserve(out.size() + kHeadBytes + (sends_body ? response.body.size() : 0));
  appendStatusLine(out, response.status);
  if (isDate(response.date)) {
    appendField(out, "Date: ", response.date);
  }
  if (has_body) {
    out.append("Content-Type: application/json\r\nContent-Length: ");
    appendNumber(out, response.body.size());
    out.append("\r\n");
  }
  out.append("Cache-Control: no-store\r\n");
  if (isRequestId(response.request_id)) {
    appendField(out, "X-Request-Id: ", response.request_id);
  }
  if (response.allow_post) {
    out.append("Allow: POST\r\n");
  }
  if (response.retry_after_s) {
    out.append("Retry-After: ");
    appendNumber(out, std::max(0, *response.retry_after_s));
    out.append("\r\n");
  }
  appendConnection(out, response);
  out.append("\r\n");
  if (sends_body) {
    out.append(response.body);
  }
}

bool isRequestId(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char byte) {
    return isIn(CharClass::Hex, byte) || (lowered(byte) >= 'g' && lowered(byte) <= 'z') ||
           byte == '.' || byte == '_' || byte == '-';
  });
}

std::string_view reasonOf(int status) {
  const auto* const found =
      std::find_if(kReasons.begin(), kReasons.end(), [status](const Reason& reason) {
        return reason.status == status;
      });
  return found == kReasons.end() ? std::string_view() : found->phrase;
}

}  // namespace bailey::http
