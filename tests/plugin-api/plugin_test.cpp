#include "bailey/plugin.hpp"

#include "plugin-api/fake_host.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bailey::plugin_api {
namespace {

bailey_status appendTo(void* context, const char* data, std::size_t bytes) {
  static_cast<std::string*>(context)->append(data, bytes);
  return BAILEY_OK;
}

bailey_sink sinkInto(std::string& text) {
  return {sizeof(bailey_sink), 0, &text, &appendTo};
}

// Does what its action is called.
class Chameleon final : public Adapter {
public:
  explicit Chameleon(const Setup& setup) : host_(setup.host) {
    const std::string mood = setup.settings.at("mood").get<std::string>();
    if (mood == "complain") {
      throw InvalidSettings({{"/a", "one"}, {"/b", "two \"quoted\""}});
    }
    if (mood == "complain once") {
      throw InvalidSettings("/mood", "is bad");
    }
    if (mood == "unavailable") {
      throw Error(Error::Code::Unavailable, "the CRM does not answer");
    }
    if (mood == "throw") {
      throw std::runtime_error("dsn=secret");
    }
  }

  ActionResult action(const ActionRequest& request, Call& call) override {
    if (request.action == "limited") {
      throw Error(Error::Code::RateLimited, "later", std::chrono::seconds(seconds(request)));
    }
    if (request.action == "throw_std") {
      throw std::runtime_error("token=secret");
    }
    if (request.action == "throw_int") {
      throw 42;  // NOLINT(hicpp-exception-baseclass)
    }
    call.log(LogLevel::Warn, "in action");
    host_.log(LogLevel::Info, "in host");
    return {std::to_string(call.remaining().count()) + (call.cancelled() ? " cancelled " : " ") +
                host_.secret("key").value_or("none") + host_.secret("other").value_or("none"),
            std::string(call.requestId()),
            {},
            {},
            {}};
  }

private:
  static std::int64_t seconds(const ActionRequest& request) {
    return request.data["seconds"].integer().value_or(0);
  }

  Host host_;
};

struct Made {
  bailey_status status = BAILEY_UNSET;
  bailey_instance* instance = nullptr;
  std::string complaints;
};

Made make(const FakeHost& host, std::string_view settings) {
  Made made;
  const std::string setup =
      R"({"integration":"i","folder":"/f","talkdesk":{"interaction_types":["ticket"],)"
      R"("actions":["a"],"auth_fields":["token"]},"settings":)" +
      std::string(settings) + "}";
  const bailey_sink sink = sinkInto(made.complaints);
  made.status = detail::create<Chameleon>(
      &host.functions, {setup.data(), setup.size()}, &sink, &made.instance);
  return made;
}

struct Answered {
  bailey_status status = BAILEY_UNSET;
  std::uint32_t retry_after_s = 0;
  std::string json;
  std::string message;
};

Answered call(const FakeHost& host,
              std::string_view action,
              std::string_view body = "{}",
              bailey_operation operation = BAILEY_ACTION) {
  const Made made = make(host, R"({"mood":"good"})");
  Answered answered;
  if (made.status != BAILEY_OK) {
    ADD_FAILURE() << made.complaints;
    return answered;
  }
  const bailey_sink json = sinkInto(answered.json);
  const bailey_sink message = sinkInto(answered.message);
  const bailey_request request{sizeof(bailey_request),
                               operation,
                               7,
                               {action.data(), action.size()},
                               {"r-1", 3},
                               {body.data(), body.size()},
                               1500};
  bailey_response response{sizeof(bailey_response), 0, &json, &message};
  answered.status = detail::handle<Adapter>(made.instance, &request, &response);
  answered.retry_after_s = response.retry_after_s;
  detail::quiesce<Adapter>(made.instance);
  detail::destroy<Adapter>(made.instance);
  return answered;
}

TEST(Create, WritesEveryComplaintAndLeavesTheInstanceAlone) {
  const FakeHost host;
  const Made made = make(host, R"({"mood":"complain"})");
  EXPECT_EQ(made.status, BAILEY_INVALID_CONFIG);
  EXPECT_EQ(made.instance, nullptr);
  EXPECT_EQ(made.complaints,
            R"([{"pointer":"/a","message":"one"},{"pointer":"/b","message":"two \"quoted\""}])");
  EXPECT_EQ(make(host, R"({"mood":"complain once"})").complaints,
            R"([{"pointer":"/mood","message":"is bad"}])");
}

TEST(Create, TakesAMissingOrWrongSettingForTheOperatorsMistake) {
  const FakeHost host;
  for (const std::string_view settings : {"{}", R"({"mood":7})"}) {
    const Made made = make(host, settings);
    EXPECT_EQ(made.status, BAILEY_INVALID_CONFIG) << settings;
    const auto complaints = nlohmann::json::parse(made.complaints);
    ASSERT_EQ(complaints.size(), 1U) << settings;
    EXPECT_FALSE(complaints[0].at("message").get<std::string>().empty()) << settings;
  }
}

TEST(Create, TellsAnErrorOfTheCrm) {
  const FakeHost host;
  const Made made = make(host, R"({"mood":"unavailable"})");
  EXPECT_EQ(made.status, BAILEY_UNAVAILABLE);
  EXPECT_EQ(made.complaints, R"([{"pointer":"","message":"the CRM does not answer"}])");
}

TEST(Create, KeepsTheTextOfAnUnexpectedExceptionToItself) {
  const FakeHost host;
  const Made made = make(host, R"({"mood":"throw"})");
  EXPECT_EQ(made.status, BAILEY_INTERNAL);
  EXPECT_EQ(made.instance, nullptr);
  EXPECT_EQ(made.complaints, "");
}

TEST(Handle, GivesTheAdapterItsCallAndItsHost) {
  FakeHost host;
  host.cancelled = true;
  const Answered answered = call(host, "look");
  EXPECT_EQ(answered.status, BAILEY_OK);
  EXPECT_EQ(answered.json, R"({"message":"500 cancelled s3none","external_id":"r-1"})");
  EXPECT_EQ(host.log, "7/3 in action\n0/2 in host\n");
}

TEST(Handle, TurnsAnErrorIntoStatusMessageAndRetryTime) {
  const FakeHost host;
  const Answered answered = call(host, "limited", R"({"data":{"seconds":30}})");
  EXPECT_EQ(answered.status, BAILEY_RATE_LIMITED);
  EXPECT_EQ(answered.message, "later");
  EXPECT_EQ(answered.retry_after_s, 30U);
  EXPECT_EQ(answered.json, "");
}

TEST(Handle, KeepsRetryTimesInsideTheirType) {
  const FakeHost host;
  EXPECT_EQ(call(host, "limited", R"({"data":{"seconds":-1}})").retry_after_s, 0U);
  EXPECT_EQ(call(host, "limited", R"({"data":{"seconds":99999999999}})").retry_after_s,
            std::numeric_limits<std::uint32_t>::max());
}

TEST(Handle, StopsEveryExceptionAndKeepsItsTextToItself) {
  const FakeHost host;
  for (const std::string_view action : {"throw_std", "throw_int"}) {
    const Answered answered = call(host, action);
    EXPECT_EQ(answered.status, BAILEY_INTERNAL) << action;
    EXPECT_EQ(answered.json + answered.message, "") << action;
  }
}

TEST(Handle, DoesNotSupportWhatTheAdapterDoesNotOverride) {
  const FakeHost host;
  for (const bailey_operation operation : {0U, 1U, 2U, 3U, 4U, 6U}) {
    EXPECT_EQ(call(host, "", "{}", operation).status, BAILEY_NOT_SUPPORTED) << operation;
  }
}

}  // namespace
}  // namespace bailey::plugin_api
