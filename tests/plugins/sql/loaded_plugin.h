// The built sql.so as a host holds it, with a host of its own: a log to look into and a switch that
// says that the caller went away.
#pragma once

#include "bailey/abi.h"

#include <nlohmann/json.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace bailey::sql_test {

class TestHost {
public:
  TestHost();

  [[nodiscard]] const bailey_host* abi() const { return &abi_; }

  [[nodiscard]] std::vector<std::string> log() const;
  [[nodiscard]] bool logged(const std::string& part) const;

  std::atomic<bool> cancelled = false;

private:
  bailey_host abi_{};
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;

  static void onLog(void* context, std::uint64_t call, std::int32_t level, bailey_str message);
};

struct Reply {
  bailey_status status = BAILEY_UNSET;
  nlohmann::json json;  // of a good answer
  std::string message;  // of any other
  std::uint32_t retry_after_s = 0;
};

class LoadedPlugin {
public:
  LoadedPlugin();
  LoadedPlugin(const LoadedPlugin&) = delete;
  LoadedPlugin& operator=(const LoadedPlugin&) = delete;
  LoadedPlugin(LoadedPlugin&&) = delete;
  LoadedPlugin& operator=(LoadedPlugin&&) = delete;
  ~LoadedPlugin();

  [[nodiscard]] const bailey_plugin_entry& entry() const { return *entry_; }

private:
  void* library_;
  const bailey_plugin_entry* entry_;
};

// Where one instance lives. Any thread may call.
class Instance {
public:
  // Look at complaints() before anything else.
  Instance(const LoadedPlugin& plugin, TestHost& host, const nlohmann::json& setup);
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  Instance(Instance&&) = delete;
  Instance& operator=(Instance&&) = delete;
  ~Instance();

  [[nodiscard]] bool made() const { return instance_ != nullptr; }

  [[nodiscard]] const nlohmann::json& complaints() const { return complaints_; }

  // Whether one of them is at `pointer` and contains `part`.
  [[nodiscard]] bool complained(const std::string& pointer, const std::string& part) const;

  [[nodiscard]] Reply call(bailey_operation operation,
                           const nlohmann::json& body,
                           const std::string& action = {}) const;

  std::chrono::milliseconds deadline{60'000};  // a busy machine is no failure

private:
  const bailey_plugin_entry& entry_;
  bailey_instance* instance_ = nullptr;
  nlohmann::json complaints_ = nlohmann::json::array();
};

}  // namespace bailey::sql_test
