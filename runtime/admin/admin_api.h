// What the admin socket understands: which call does what, and which status it answers with.
#pragma once

#include "control/command_queue.h"
#include "control/controller.h"
#include "generation/active_generation.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace bailey::admin {

struct AdminAnswer {
  int status = 200;
  nlohmann::json body;  // with an error: {"message": ..}
};

// What it works on; everything outlives it.
struct AdminParts {
  control::CommandQueue& commands;
  control::Controller& controller;
  const generation::ActiveGeneration& active;
  std::function<void()> stop;  // begins the end of the process, as SIGTERM does; any thread
  std::string version;         // of the program
};

//   GET  /v1/status
//   POST /v1/reload            answers when it is done; 409 when something was refused
//   POST /v1/reload?wait=no    answers at once, 202
//   POST /v1/validate          what a reload would say
//   POST /v1/drain             answers what is on its way and ends, 202
//   GET  /v1/integrations/NAME/history
//   POST /v1/integrations/NAME/rollback
//   POST /v1/integrations/NAME/disable   as a reload; 409 also when it cannot be done
//   POST /v1/integrations/NAME/enable    likewise
//
// Any thread but the control thread.
class AdminApi {
public:
  explicit AdminApi(AdminParts parts) : parts_(std::move(parts)) {}

  AdminAnswer handle(std::string_view method, std::string_view target);

private:
  using Work = std::function<AdminAnswer()>;

  AdminAnswer onControlThread(Work work);
  AdminAnswer handleIntegration(std::string_view method, std::string_view rest);
  AdminAnswer change(const std::string& name, std::string_view verb);

  const AdminParts parts_;
};

}  // namespace bailey::admin
