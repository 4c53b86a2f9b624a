#include "app/admin_call.h"
#include "app/command.h"
#include "app/report_lines.h"

#include <iostream>

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey status",
    "Tells what a running bridge serves, and what it refuses and why.",
    {},
    adminOptions(),
    "Exit code: 0 when a bridge answers, 1 when none does, 2 for a wrong call."};

void printIntegration(const nlohmann::json& one) {
  std::cout << one["name"].get<std::string>() << ": " << one["state"].get<std::string>();
  if (one.contains("plugin")) {
    std::cout << ", " << one["plugin"].get<std::string>() << ' '
              << one["plugin_version"].get<std::string>() << ", " << one["requests"]
              << " requests, " << one["running"] << " running, " << one["waiting"] << " waiting";
  }
  std::cout << '\n';
  printComplaints(one["complaints"]);
}

void print(const nlohmann::json& status) {
  std::cout << "bailey " << status["version"].get<std::string>() << ", process " << status["pid"]
            << ", generation " << status["generation"] << '\n';
  if (status["reloading"] == true) {
    std::cout << "a reload is under way\n";
  }
  printComplaints(status["server_complaints"]);
  for (const auto& one : status["integrations"]) {
    printIntegration(one);
  }
  if (status["draining"] != 0) {
    std::cout << status["draining"] << " earlier generations still answer requests\n";
  }
  for (const auto& one : status["residents"]) {
    std::cout << "still mapped: " << one["plugin"].get<std::string>() << ' '
              << one["version"].get<std::string>() << ": " << one["reason"].get<std::string>()
              << '\n';
  }
}

int ask(const command_line::Arguments& given) {
  return askBridge(given, "GET", "/v1/status", &print);
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &ask);
}

}  // namespace

const Command kStatus = {"status", "", "tell what a running bridge serves", &run};

}  // namespace bailey::app
