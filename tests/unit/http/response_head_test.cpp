#include "http/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::http {
namespace {

std::string written(const Response& response) {
  std::string out;
  appendResponse(out, response);
  return out;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(ResponseHead, WritesAWholeAnswer) {
  Response response;
  response.status = 200;
  response.body = "{\"ok\":true}";
  response.request_id = "ab.C-1_2";
  response.date = "Tue, 15 Nov 1994 08:12:31 GMT";
  EXPECT_EQ(written(response),
            "HTTP/1.1 200 OK\r\n"
            "Date: Tue, 15 Nov 1994 08:12:31 GMT\r\n"
            "Content-Type: application/json\r\n"
            "Content-Length: 11\r\n"
            "Cache-Control: no-store\r\n"
            "X-Request-Id: ab.C-1_2\r\n"
            "\r\n"
            "{\"ok\":true}");
}

TEST(ResponseHead, AppendsBehindAnEarlierAnswer) {
  std::string out(kContinue);
  Response response;
  response.status = 404;
  response.body = "{}";
  appendResponse(out, response);
  EXPECT_EQ(out,
            "HTTP/1.1 100 Continue\r\n\r\n"
            "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
            "Cache-Control: no-store\r\n\r\n{}");
}

TEST(ResponseHead, GivesAnEmptyBodyALength) {
  Response response;
  response.status = 500;
  EXPECT_TRUE(holds(written(response), "Content-Length: 0\r\n"));
}

TEST(ResponseHead, Writes204WithoutBodyTypeAndLength) {
  Response response;
  response.status = 204;
  response.body = "{}";
  EXPECT_EQ(written(response), "HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n\r\n");
}

TEST(ResponseHead, AnswersHeadWithTheLengthButNotTheBody) {
  Response response;
  response.status = 405;
  response.body = "{\"message\":\"x\"}";
  response.head_only = true;
  response.allow_post = true;
  EXPECT_EQ(written(response),
            "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: application/json\r\n"
            "Content-Length: 15\r\nCache-Control: no-store\r\nAllow: POST\r\n\r\n");
}

TEST(ResponseHead, SaysWhenItCloses) {
  Response response;
  EXPECT_FALSE(holds(written(response), "Connection"));
  response.announce_keep_alive = true;
  EXPECT_TRUE(holds(written(response), "Connection: keep-alive\r\n"));
  response.close = true;
  EXPECT_TRUE(holds(written(response), "Connection: close\r\n"));
  EXPECT_FALSE(holds(written(response), "keep-alive"));
}

TEST(ResponseHead, SaysWhenToComeAgain) {
  Response response;
  response.status = 503;
  EXPECT_FALSE(holds(written(response), "Retry-After"));
  response.retry_after_s = 120;
  EXPECT_TRUE(holds(written(response), "\r\nRetry-After: 120\r\n"));
  response.retry_after_s = -5;
  EXPECT_TRUE(holds(written(response), "\r\nRetry-After: 0\r\n"));
}

TEST(ResponseHead, TakesOverOnlyHarmlessRequestIds) {
  for (int value = 0; value < 256; ++value) {
    const char byte = static_cast<char>(value);
    const bool harmless = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
                          (byte >= 'A' && byte <= 'Z') || byte == '.' || byte == '_' || byte == '-';
    const std::string id = std::string("a") + byte + "b";
    EXPECT_EQ(isRequestId(id), harmless) << value;
    Response response;
    response.request_id = id;
    EXPECT_EQ(holds(written(response), "X-Request-Id: "), harmless) << value;
  }
  EXPECT_FALSE(isRequestId(""));
  EXPECT_TRUE(isRequestId(std::string(64, 'a')));
  EXPECT_FALSE(isRequestId(std::string(65, 'a')));
}

TEST(ResponseHead, LeavesOutADateThatCannotBeOne) {
  Response response;
  for (const std::string date : {"today", "Tue, 15 Nov 1994 08:12:31\r\nMT"}) {
    response.date = date;
    EXPECT_FALSE(holds(written(response), "Date")) << date;
  }
}

TEST(ResponseHead, WritesTheStatusLineOfAnUnusualStatus) {
  Response response;
  response.status = 599;
  EXPECT_TRUE(written(response).starts_with("HTTP/1.1 599 \r\n"));
}

TEST(ResponseHead, KnowsThePhraseOfEachStatusThatBaileySends) {
  for (const int status : {200, 201, 204, 400, 401, 404, 405, 408, 411, 413, 414,
                           415, 417, 422, 429, 431, 500, 501, 502, 503, 504, 505}) {
    EXPECT_FALSE(reasonOf(status).empty()) << status;
  }
  EXPECT_EQ(reasonOf(299), "");
}

TEST(ResponseHead, NeverNamesTheServer) {
  EXPECT_FALSE(holds(written(Response()), "Server:"));
}

}  // namespace
}  // namespace bailey::http
