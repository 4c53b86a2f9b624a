// That the fault upstream misbehaves as its table says, and in no other way.
#include "fakes/fault_upstream.h"

#include "fakes/tls_client.h"
#include "fakes_selftest/plain_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <zlib.h>

#include <chrono>
#include <memory>
#include <openssl/ssl.h>

namespace bailey::fakes {
namespace {

using nlohmann::json;
using std::chrono::steady_clock;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using End = PlainClient::End;

constexpr long kMoment = 100'000;  // microseconds in which nothing may come

class FaultUpstreamPaths : public testing::Test {
protected:
  // All that comes for one request, to the end of the connection.
  std::string readToEnd(const std::string& target) {
    client_.get(target);
    return client_.readToEnd();
  }

  std::string bodyOf(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
  }

  // What an answer holds whose connection ends after it.
  std::string askAndClose(const std::string& target, const std::string& method = "GET") {
    client_.send(method + " " + target + " HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n");
    const std::string all = client_.readToEnd();
    EXPECT_EQ(client_.end(), End::kTidy);
    return all;
  }

  FaultUpstream upstream_{{.transport = Transport::kPlain}};
  PlainClient client_{upstream_.port()};
};

// Empty: it is not complete, or longer.
std::string inflated(const std::string& data, int window_bits, std::size_t bytes_max = 1000) {
  z_stream stream{};
  ::inflateInit2(&stream, window_bits);
  std::string in = data;
  std::string out(bytes_max, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool complete = ::inflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(complete ? stream.total_out : 0);
  ::inflateEnd(&stream);
  return out;
}

constexpr int kGzip = MAX_WBITS + 16;

TEST_F(FaultUpstreamPaths, OkIsRepeatedOnTheSameConnection) {
  client_.get("/ok");
  client_.get("/ok?page=2");
  const std::string first = askAndClose("/ok");
  EXPECT_THAT(first, StartsWith("HTTP/1.1 200 "));
  EXPECT_TRUE(json::parse(bodyOf(first).substr(0, bodyOf(first).find("HTTP"))).at("ok"));
  EXPECT_EQ(upstream_.requests("/ok"), 3U);
  EXPECT_EQ(upstream_.connections(), 1U);
  EXPECT_EQ(upstream_.latestRequests().at(1).query("page"), "2");
}

TEST_F(FaultUpstreamPaths, EchoSaysWhatItWasAsked) {
  client_.send(
      "PUT /echo?a=b HTTP/1.1\r\nHost: l\r\nX-One: 1\r\nTransfer-Encoding: chunked\r\n"
      "Connection: close\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
  const json echo = json::parse(bodyOf(client_.readToEnd()));
  EXPECT_EQ(echo.at("method"), "PUT");
  EXPECT_EQ(echo.at("target"), "/echo?a=b");
  EXPECT_EQ(echo.at("body"), "abcde");
  EXPECT_EQ(echo.at("fields").at(1), json({"X-One", "1"}));
}

TEST_F(FaultUpstreamPaths, BodiesMayComeLateAndAfterContinue) {
  client_.send("POST /echo HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client_.read(25), "HTTP/1.1 100 Continue\r\n\r\n");
  client_.send("ab");
  client_.send("cdGET /ok HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client_.readToEnd(), HasSubstr(R"("body":"abcd")"));
  EXPECT_EQ(upstream_.requests("/ok"), 1U);
}

TEST_F(FaultUpstreamPaths, WhatIsNoRequestIsRefusedAndCounted) {
  client_.send("GET/ok\r\n\r\n");
  EXPECT_THAT(client_.readToEnd(), StartsWith("HTTP/1.1 400 "));
  EXPECT_EQ(upstream_.malformedRequests(), 1U);
  EXPECT_EQ(upstream_.requests(), 0U);
}

TEST_F(FaultUpstreamPaths, HangSaysNothing) {
  client_.get("/hang");
  ASSERT_TRUE(upstream_.waitForRequests("/hang", 1));
  EXPECT_TRUE(client_.hearsNothing(kMoment));
}

TEST_F(FaultUpstreamPaths, HangInTheHeadStopsThere) {
  client_.get("/hang/head");
  EXPECT_EQ(client_.read(11), "HTTP/1.1 20");
  EXPECT_TRUE(client_.hearsNothing(kMoment));
}

TEST_F(FaultUpstreamPaths, HangInTheBodyStopsThere) {
  client_.get("/hang/body");
  const std::string half = client_.read(1);
  EXPECT_THAT(half, HasSubstr("Content-Length: 39\r\n\r\n"));
  EXPECT_EQ(bodyOf(half).size(), 20U);
  EXPECT_TRUE(client_.hearsNothing(kMoment));
}

TEST_F(FaultUpstreamPaths, DripComesByTheByte) {
  const auto begin = steady_clock::now();
  client_.get("/drip");
  EXPECT_EQ(client_.read(1), "H");
  EXPECT_EQ(client_.read(1), "T");
  EXPECT_GE(steady_clock::now() - begin, std::chrono::milliseconds(50));
}

TEST_F(FaultUpstreamPaths, SlowKeepsNobodyElseWaiting) {
  const auto begin = steady_clock::now();
  client_.get("/slow/200");
  ASSERT_TRUE(upstream_.waitForRequests("/slow/200", 1));
  PlainClient other(upstream_.port());
  other.get("/ok");
  EXPECT_THAT(other.read(1), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(client_.read(1), EndsWith("}"));
  EXPECT_GE(steady_clock::now() - begin, std::chrono::milliseconds(200));
}

TEST_F(FaultUpstreamPaths, ResetComesAfterItsBytes) {
  for (const std::size_t bytes : {0U, 1U, 50U}) {
    PlainClient client(upstream_.port());
    client.get("/reset/" + std::to_string(bytes));
    EXPECT_EQ(client.readToEnd().size(), bytes);
    EXPECT_EQ(client.end(), End::kReset);
  }
}

TEST_F(FaultUpstreamPaths, CloseComesAfterItsBytes) {
  EXPECT_EQ(readToEnd("/close/50").size(), 50U);
  EXPECT_EQ(client_.end(), End::kTidy);
}

TEST_F(FaultUpstreamPaths, CloseIdlePromisesOtherwise) {
  const std::string answer = readToEnd("/closeidle");
  EXPECT_THAT(answer, HasSubstr("Connection: keep-alive\r\n"));
  EXPECT_TRUE(json::parse(bodyOf(answer)).at("ok"));
  EXPECT_EQ(client_.end(), End::kTidy);
}

TEST_F(FaultUpstreamPaths, OnceFailsOncePerKey) {
  EXPECT_EQ(readToEnd("/once?key=a"), "");
  client_ = PlainClient(upstream_.port());
  EXPECT_THAT(askAndClose("/once?key=a"), StartsWith("HTTP/1.1 200 "));
  client_ = PlainClient(upstream_.port());
  EXPECT_EQ(readToEnd("/once?key=b"), "");
}

TEST_F(FaultUpstreamPaths, ShortLacksAByte) {
  const std::string answer = readToEnd("/short");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 40\r\n"));
  EXPECT_EQ(bodyOf(answer).size(), 39U);
}

TEST_F(FaultUpstreamPaths, LongHasAnotherAnswerBehind) {
  const std::string body = bodyOf(askAndClose("/long"));
  EXPECT_THAT(body.substr(39), StartsWith("HTTP/1.1 200 "));
}

TEST_F(FaultUpstreamPaths, ChunksAreWrongAsNamed) {
  const std::string unended = readToEnd("/nochunkend");
  EXPECT_THAT(bodyOf(unended), StartsWith("27\r\n{"));
  EXPECT_THAT(unended, EndsWith("}\r\n"));
  client_ = PlainClient(upstream_.port());
  client_.get("/badchunk");
  EXPECT_THAT(client_.read(1), EndsWith("}\r\nzz\r\n"));
  EXPECT_TRUE(client_.hearsNothing(kMoment));
}

TEST_F(FaultUpstreamPaths, GarbageAndHttp09HaveNoHead) {
  EXPECT_THAT(readToEnd("/garbage"), testing::Not(StartsWith("HTTP")));
  client_ = PlainClient(upstream_.port());
  EXPECT_THAT(readToEnd("/http09"), StartsWith("{"));
}

TEST_F(FaultUpstreamPaths, HeadsAndBodiesComeWithoutEnd) {
  constexpr std::size_t kMuch = 8U << 20U;
  client_.get("/headerflood");
  const std::string flood = client_.read(kMuch);
  EXPECT_GE(flood.size(), kMuch);
  EXPECT_THAT(flood.substr(0, 1000), HasSubstr("\r\nX-Flood: "));
  EXPECT_EQ(flood.find("\r\n\r\n"), std::string::npos);
  client_ = PlainClient(upstream_.port());
  client_.get("/endless");
  EXPECT_GE(client_.read(kMuch).size(), kMuch);
}

TEST_F(FaultUpstreamPaths, AskedNumbersAreKept) {
  const std::string fields = askAndClose("/headers/1000");
  EXPECT_THAT(fields, HasSubstr("\r\nX-Field-999: value\r\n"));
  client_ = PlainClient(upstream_.port());
  const std::string interim = askAndClose("/interim/3");
  EXPECT_THAT(interim.substr(interim.rfind("HTTP/1.1 103")), HasSubstr("HTTP/1.1 200 "));
  for (const std::size_t size : {3U, 4U, 1000U, 1001U}) {
    client_ = PlainClient(upstream_.port());
    const std::string body = bodyOf(askAndClose("/large/" + std::to_string(size)));
    EXPECT_EQ(body.size(), size);
    EXPECT_TRUE(json::parse(body).is_array());
  }
}

TEST_F(FaultUpstreamPaths, CompressedBodiesCanBeRead) {
  const std::string gzip = askAndClose("/gzip");
  EXPECT_THAT(gzip, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_TRUE(json::parse(inflated(bodyOf(gzip), kGzip)).at("ok"));
  client_ = PlainClient(upstream_.port());
  EXPECT_TRUE(json::parse(inflated(bodyOf(askAndClose("/deflate")), MAX_WBITS)).at("ok"));
  client_ = PlainClient(upstream_.port());
  EXPECT_TRUE(json::parse(inflated(bodyOf(askAndClose("/deflate/raw")), -MAX_WBITS)).at("ok"));
  client_ = PlainClient(upstream_.port());
  EXPECT_EQ(inflated(bodyOf(askAndClose("/gzip/cut")), kGzip), "");
}

TEST_F(FaultUpstreamPaths, TheBombIs200MiBInAThousandth) {
  const std::string bomb = bodyOf(askAndClose("/gzip/bomb"));
  EXPECT_LT(bomb.size(), 512U << 10U);
  const std::string all = inflated(bomb, kGzip, 201U << 20U);
  EXPECT_EQ(all.size(), (200U << 20U) + 2);
  EXPECT_THAT(all, StartsWith("[ "));
  EXPECT_THAT(all, EndsWith(" ]"));
}

TEST_F(FaultUpstreamPaths, StatusesCarryTheFieldsAskedFor) {
  const std::string answer =
      askAndClose("/status/429?retry_after=Fri,%2031%20Dec%202027%2023:59:59%20GMT&field=X-Left:0");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 429 "));
  EXPECT_THAT(answer, HasSubstr("\r\nRetry-After: Fri, 31 Dec 2027 23:59:59 GMT\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nX-Left: 0\r\n"));
  EXPECT_EQ(json::parse(bodyOf(answer)).at("status"), 429);
  client_ = PlainClient(upstream_.port());
  EXPECT_EQ(bodyOf(askAndClose("/status/204")), "");
  client_ = PlainClient(upstream_.port());
  EXPECT_THAT(askAndClose("/redirect?to=http://evil.example/"),
              HasSubstr("\r\nLocation: http://evil.example/\r\n"));
  client_ = PlainClient(upstream_.port());
  EXPECT_THAT(askAndClose("/nothing/like/it"), StartsWith("HTTP/1.1 404 "));
}

TEST_F(FaultUpstreamPaths, BodiesThatAreNotTheJsonWanted) {
  EXPECT_THAT(askAndClose("/text"), HasSubstr("Content-Type: text/html\r\n"));
  for (const char* target : {"/json/invalid", "/json/truncated", "/empty"}) {
    client_ = PlainClient(upstream_.port());
    const std::string answer = askAndClose(target);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 "));
    EXPECT_FALSE(json::accept(bodyOf(answer))) << target;
  }
  client_ = PlainClient(upstream_.port());
  EXPECT_EQ(bodyOf(askAndClose("/ok", "HEAD")), "");
}

TEST_F(FaultUpstreamPaths, AllPathsMayMisbehaveAsOne) {
  upstream_.answerAllAs("/status/503");
  EXPECT_THAT(askAndClose("/api/v2/users"), StartsWith("HTTP/1.1 503 "));
  upstream_.answerAllAs("");
  client_ = PlainClient(upstream_.port());
  EXPECT_THAT(askAndClose("/ok"), StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(upstream_.requests("/api/v2/users"), 1U);
}

TEST_F(FaultUpstreamPaths, TwoThousandHangWithoutHurtingAnybody) {
  constexpr std::size_t kMany = 2000;
  std::vector<std::unique_ptr<PlainClient>> hanging;
  for (std::size_t i = 0; i < kMany; ++i) {
    hanging.push_back(std::make_unique<PlainClient>(upstream_.port()));
    hanging.back()->get("/hang");
  }
  ASSERT_TRUE(upstream_.waitForRequests("/hang", kMany));
  EXPECT_EQ(upstream_.openConnections(), kMany + 1);
  EXPECT_THAT(askAndClose("/ok"), StartsWith("HTTP/1.1 200 "));
  hanging.clear();
  EXPECT_TRUE(upstream_.waitForOpenConnectionsAtMost(1));
}

TEST(FaultUpstream, AcceptsNothingOnWish) {
  const FaultUpstream upstream(
      {.transport = Transport::kPlain, .fault = ServerFault::kAcceptsNothing});
  Poco::Net::StreamSocket socket;
  EXPECT_THROW(socket.connect(Poco::Net::SocketAddress("127.0.0.1", upstream.port()),
                              Poco::Timespan(kMoment)),
               Poco::TimeoutException);
}

TEST(FaultUpstream, MayComeBackOnItsPort) {
  auto upstream = std::make_unique<FaultUpstream>();
  const std::uint16_t port = upstream->port();
  const auto client = std::make_unique<TlsClient>(port, ClientOptions{upstream->ca(), {}, {}});
  upstream.reset();
  EXPECT_THROW(PlainClient{port}, Poco::Net::ConnectionRefusedException);
  upstream = std::make_unique<FaultUpstream>(FaultUpstreamOptions{.port = port});
  EXPECT_EQ(TlsClient(port, {upstream->ca(), {}, {}}).post("/ok", "{}").status, 200);
}

TEST(FaultUpstreamTls, EndsAsToldOverTls) {
  const FaultUpstream upstream;
  const ClientOptions options{upstream.ca(), {}, {}};
  EXPECT_EQ(TlsClient(upstream.port(), options).post("/echo", "{}").status, 200);
  for (const char* target : {"/reset/60", "/close/60", "/cut/60"}) {
    TlsClient client(upstream.port(), options);
    client.send(std::string("GET ") + target + " HTTP/1.1\r\nHost: l\r\n\r\n");
    EXPECT_EQ(client.readToEnd().size(), 60U) << target;
  }
  EXPECT_EQ(upstream.handshakes(), 4U);
  EXPECT_EQ(upstream.failedHandshakes(), 0U);
}

struct BrokenTls {
  const char* name;
  ServerFault fault;
  bool handshakes_fail;  // rather than never begin
};

class FaultUpstreamTlsFaults : public testing::TestWithParam<BrokenTls> {};

TEST_P(FaultUpstreamTlsFaults, KeepClientsOut) {
  const FaultUpstream upstream({.fault = GetParam().fault});
  EXPECT_THROW(TlsClient(upstream.port(), {upstream.ca(), {}, {}}), ClientError);
  if (GetParam().handshakes_fail) {
    EXPECT_TRUE(upstream.waitForFailedHandshake());
  }
  EXPECT_EQ(upstream.handshakes(), 0U);
}

INSTANTIATE_TEST_SUITE_P(All,
                         FaultUpstreamTlsFaults,
                         testing::Values(BrokenTls{"SelfSigned", ServerFault::kSelfSigned, true},
                                         BrokenTls{"WrongName", ServerFault::kWrongName, true},
                                         BrokenTls{"Expired", ServerFault::kExpired, true},
                                         BrokenTls{"NotYetValid", ServerFault::kNotYetValid, true},
                                         BrokenTls{"Before12", ServerFault::kBefore12, true},
                                         BrokenTls{"PlainText", ServerFault::kPlainText, false},
                                         BrokenTls{
                                             "Closes", ServerFault::kClosesInHandshake, false}),
                         [](const auto& tested) { return tested.param.name; });

TEST(FaultUpstreamTls, MayBeSilentInTheHandshake) {
  const FaultUpstream upstream({.fault = ServerFault::kSilentInHandshake});
  PlainClient client(upstream.port());
  client.send("\x16\x03\x01");
  EXPECT_TRUE(client.hearsNothing(kMoment));
}

TEST(FaultUpstreamTls, OldVersionsWorkForThoseWhoTakeThem) {
  const FaultUpstream upstream({.fault = ServerFault::kBefore12});
  ClientOptions options{upstream.ca(), {}, {}};
  options.tls_version_max = TLS1_1_VERSION;
  const TlsClient client(upstream.port(), options);
  EXPECT_EQ(client.protocol(), "TLSv1.1");
}

TEST(FaultUpstreamTls, CountsResumedSessions) {
  const FaultUpstream upstream;
  const std::unique_ptr<SSL_CTX, decltype(&::SSL_CTX_free)> context(
      ::SSL_CTX_new(::TLS_client_method()), ::SSL_CTX_free);
  std::unique_ptr<SSL_SESSION, decltype(&::SSL_SESSION_free)> session(nullptr, ::SSL_SESSION_free);
  for (int i = 0; i < 2; ++i) {
    const int fd = connectTcp(upstream.port());
    const std::unique_ptr<SSL, decltype(&::SSL_free)> ssl(::SSL_new(context.get()), ::SSL_free);
    ::SSL_set_fd(ssl.get(), fd);
    ::SSL_set_session(ssl.get(), session.get());
    ASSERT_EQ(::SSL_connect(ssl.get()), 1);
    const std::string request = "GET /ok HTTP/1.1\r\nHost: l\r\n\r\n";
    ::SSL_write(ssl.get(), request.data(), static_cast<int>(request.size()));
    std::string answer(1000, '\0');
    // Its ticket is read with the first answer.
    ASSERT_GT(::SSL_read(ssl.get(), answer.data(), static_cast<int>(answer.size())), 0);
    session.reset(::SSL_get1_session(ssl.get()));
    ::SSL_shutdown(ssl.get());
    ::close(fd);
  }
  EXPECT_EQ(upstream.handshakes(), 2U);
  EXPECT_EQ(upstream.resumptions(), 1U);
}

}  // namespace
}  // namespace bailey::fakes
