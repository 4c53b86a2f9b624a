#include "zendesk_test.h"

#include <cstdlib>
#include <fstream>

namespace bailey::zendesk_test {
namespace {

// For tools; see CMakeLists.txt.
void keep(const fakes::CrmRequest& request) {
  const char* file = std::getenv("ZENDESK_TEST_REQUESTS");
  if (file == nullptr) {
    return;
  }
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::ofstream(file, std::ios::app)
      << nlohmann::json{{"test", std::string(test->test_suite_name()) + '.' + test->name()},
                        {"method", request.method},
                        {"target", request.target()},
                        {"fields", request.fields},
                        {"body", request.body}}
             .dump()
      << '\n';
}

}  // namespace

fakes::CrmAnswer answer(int status, const nlohmann::json& body) {
  return {.status = status,
          .body = body.dump(),
          .fields = {{"Content-Type", "application/json; charset=utf-8"}}};
}

ZendeskTest::ZendeskTest()
    : host(BAILEY_ZENDESK_PLUGIN,
           [this](const fakes::CrmRequest& request) { return next(request); }) {}

void ZendeskTest::TearDown() {
  EXPECT_EQ(answers.size(), 0U) << "answers that nobody asked for";
  EXPECT_EQ(host.answersHeld(), 0U);
}

nlohmann::json ZendeskTest::make() {
  nlohmann::json complaints = host.create(settings, talkdesk);
  made_ = complaints.empty();
  return complaints;
}

fakes::AdapterReply ZendeskTest::ask(bailey_operation operation,
                                     const nlohmann::json& meta,
                                     const nlohmann::json& data) {
  return asked(operation, {{"auth", auth}, {"meta", meta}, {"data", data}}, {});
}

fakes::AdapterReply ZendeskTest::act(const std::string& action,
                                     const nlohmann::json& data,
                                     const nlohmann::json& meta) {
  return asked(BAILEY_ACTION, {{"auth", auth}, {"meta", meta}, {"data", data}}, action);
}

fakes::AdapterReply ZendeskTest::asked(bailey_operation operation,
                                       const nlohmann::json& body,
                                       const std::string& action) {
  if (!made_) {
    EXPECT_EQ(make(), nlohmann::json::array());
  }
  host.requests.clear();
  fakes::AdapterReply reply = host.ask(operation, body, action);
  for (const std::string& line : host.log) {
    EXPECT_EQ(line.find("s3cret"), std::string::npos) << line;
  }
  EXPECT_EQ(reply.message.find("s3cret"), std::string::npos) << reply.message;
  return reply;
}

std::string ZendeskTest::line(std::size_t number) const {
  if (number >= host.requests.size()) {
    return "no such request";
  }
  return host.requests[number].method + ' ' + host.requests[number].target();
}

fakes::CrmAnswer ZendeskTest::next(const fakes::CrmRequest& request) {
  keep(request);
  if (answers.empty()) {
    ADD_FAILURE() << "not expected: " << request.method << ' ' << request.url;
    return {.status = 500, .body = ""};
  }
  fakes::CrmAnswer next = std::move(answers.front());
  answers.pop_front();
  return next;
}

}  // namespace bailey::zendesk_test
