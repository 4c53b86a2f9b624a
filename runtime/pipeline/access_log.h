// One line for each request that was a request, when its answer is decided.
#pragma once

#include "observability/log.h"
#include "pipeline/exchange.h"

#include <string_view>

namespace bailey::pipeline {

// Writes names from the configuration, numbers and codes; never anything the caller sent but the
// request id. Called on the loop's thread.
class AccessLog {
public:
  // With `every_request` false only failures of our own or of a plugin are written.
  AccessLog(observability::Log& log, bool every_request)
      : log_(log),
        every_request_(every_request) {}

  void writeEveryRequest(bool wanted) { every_request_ = wanted; }

  void write(const Exchange& exchange);

  // The caller went away before the plugin was done.
  void writeUnanswered(const Exchange& exchange);

  // What came was no request. `exchange` may be null.
  void writeUnparsed(int status, std::string_view code, const Exchange* exchange);

private:
  observability::Log& log_;
  bool every_request_;
};

}  // namespace bailey::pipeline
