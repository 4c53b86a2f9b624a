// Runs `bailey talkdesk` inside the test's process, against a bridge it is told.
#pragma once

#include "fakes/fake_bridge.h"
#include "fakes/temp_folder.h"
#include "fakes/test_certificates.h"
#include "simulator/talkdesk_command.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace bailey::simulator {

struct TalkdeskResult {
  int code = -1;
  std::string out;
  std::string err;

  // What --json printed.
  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(out); }
};

inline TalkdeskResult talkdesk(const std::vector<std::string>& arguments) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = runTalkdeskCommand(arguments, out, err);
  return {code, out.str(), err.str()};
}

class TalkdeskCommand : public testing::Test {
protected:
  // `command`, the bridge, its authority and the right credentials, then `more`.
  [[nodiscard]] std::vector<std::string> argumentsFor(const std::string& command,
                                                      const fakes::FakeBridge& bridge,
                                                      const std::vector<std::string>& more = {}) {
    std::vector<std::string> arguments = {command,
                                          "--url",
                                          bridge.url(),
                                          "--ca",
                                          certificates_.ca.string(),
                                          "--auth",
                                          "@" + write("auth.json", fakes::FakeBridge::auth())};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  // A file in the test's folder; its path.
  [[nodiscard]] std::string write(const std::string& name, const nlohmann::json& content) const {
    const std::filesystem::path file = folder_.path() / name;
    std::ofstream(file) << content.dump();
    return file.string();
  }

  fakes::TempFolder folder_;
  fakes::TestCertificates certificates_ = fakes::makeTestCertificates(folder_.path());
};

}  // namespace bailey::simulator
