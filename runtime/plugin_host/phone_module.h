// Loads bailey_phone.so when a plugin first asks for phone numbers, and keeps it.
#pragma once

#include "observability/log.h"

#include "bailey/abi.h"

#include <boost/dll/shared_library.hpp>

#include <filesystem>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace bailey::plugin_host {

// Any thread.
class PhoneModule {
public:
  // The module is taken from the first of `folders` that has it. They are trusted like the program
  // itself.
  PhoneModule(std::vector<std::filesystem::path> folders, observability::Log& log)
      : folders_(std::move(folders)),
        log_(log) {}

  // Null when there is no module that can be loaded, which is logged once. The first call takes as
  // long as mapping a library does. The result lives as long as the process.
  [[nodiscard]] const bailey_phone* functions();

private:
  void load();
  void warn(const std::string& message);

  const std::vector<std::filesystem::path> folders_;
  observability::Log& log_;
  std::once_flag once_;
  boost::dll::shared_library code_;          // written once
  const bailey_phone* functions_ = nullptr;  // written once
};

}  // namespace bailey::plugin_host
