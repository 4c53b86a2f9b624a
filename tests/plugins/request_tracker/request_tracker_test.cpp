#include "request_tracker_test.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace bailey::request_tracker_test {
namespace {

constexpr const char* kRest = "/REST/2.0";

std::string textOf(const std::string& path) {
  std::ifstream file(path);
  if (!file) {
    throw std::runtime_error("cannot read " + path);
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string decoded(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size()) {
      out += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string keyOf(const CrmRequest& request) {
  return request.method + " " + pathOf(request);
}

}  // namespace

std::string recorded(const std::string& name) {
  return textOf(std::string(BAILEY_REQUEST_TRACKER_TESTS) + "/answers/" + name + ".json");
}

json fileOf(const std::string& path) {
  return json::parse(textOf(path));
}

std::string pathOf(const CrmRequest& request) {
  const std::string target = request.target();
  const std::string path = target.substr(0, target.find('?'));
  return path.starts_with(kRest) ? path.substr(std::string(kRest).size()) : path;
}

std::multimap<std::string, std::string> queryOf(const CrmRequest& request) {
  std::multimap<std::string, std::string> query;
  const std::size_t mark = request.url.find('?');
  std::istringstream pairs(mark == std::string::npos ? "" : request.url.substr(mark + 1));
  for (std::string pair; std::getline(pairs, pair, '&');) {
    const std::size_t equals = pair.find('=');
    query.emplace(decoded(pair.substr(0, equals)), decoded(pair.substr(equals + 1)));
  }
  return query;
}

std::string queryOf(const CrmRequest& request, const std::string& name) {
  const auto query = queryOf(request);
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

RequestTrackerTest::RequestTrackerTest()
    : crm_([this](const CrmRequest& request) { return answer(request); }),
      host_(BAILEY_REQUEST_TRACKER_PLUGIN,
            [this](const CrmRequest& request) { return crm_(request); }) {}

void RequestTrackerTest::TearDown() {
  EXPECT_EQ(host_.answersHeld(), 0U);
}

void RequestTrackerTest::make(json settings) {
  settings.emplace("base_url", "https://rt.example.com");
  const json complaints = host_.create(settings,
                                       {{"interaction_types", {"Ticket", "note"}},
                                        {"actions", {"create_ticket"}},
                                        {"auth_fields", {"username", "password"}}});
  ASSERT_EQ(complaints, json::array());
}

void RequestTrackerTest::makeWithToken() {
  const json complaints =
      host_.create({{"base_url", "https://rt.example.com"}}, {{"auth_fields", {"token"}}});
  ASSERT_EQ(complaints, json::array());
}

void RequestTrackerTest::on(const std::string& method_and_path, CrmAnswer answer) {
  answers_.insert_or_assign(method_and_path, std::move(answer));
}

void RequestTrackerTest::onRecorded(const std::string& method_and_path, const std::string& name) {
  on(method_and_path, {.status = 200, .body = recorded(name)});
}

AdapterReply RequestTrackerTest::ask(bailey_operation operation, json body) {
  body.emplace("auth", json{{"username", "root"}, {"password", "rt:pass"}});
  return host_.ask(operation, body);
}

AdapterReply RequestTrackerTest::act(const std::string& action,
                                     const json& data,
                                     const json& meta) {
  const json body = {
      {"auth", {{"username", "root"}, {"password", "rt:pass"}}}, {"data", data}, {"meta", meta}};
  return host_.ask(BAILEY_ACTION, body, action);
}

std::vector<std::string> RequestTrackerTest::asked() const {
  std::vector<std::string> asked;
  for (const CrmRequest& request : host_.requests) {
    asked.push_back(keyOf(request));
  }
  return asked;
}

CrmRequest RequestTrackerTest::theOne(const std::string& method_and_path) const {
  std::vector<CrmRequest> found;
  for (const CrmRequest& request : host_.requests) {
    if (keyOf(request) == method_and_path) {
      found.push_back(request);
    }
  }
  EXPECT_EQ(found.size(), 1U) << method_and_path;
  return found.empty() ? CrmRequest{} : found.front();
}

CrmAnswer RequestTrackerTest::answer(const CrmRequest& request) const {
  const auto found = answers_.find(keyOf(request));
  return found == answers_.end() ? CrmAnswer{.status = 404, .body = R"({"message":"Not Found"})"}
                                 : found->second;
}

}  // namespace bailey::request_tracker_test
