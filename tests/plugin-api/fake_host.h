// The host as far as the SDK asks it: log lines, a clock that stands, one secret.
#pragma once

#include "bailey/plugin.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace bailey::plugin_api {

struct FakeHost {
  std::string log;
  bool cancelled = false;

  bailey_host functions{sizeof(bailey_host),
                        0,
                        this,
                        [](void* self, std::uint64_t call, std::int32_t level, bailey_str line) {
                          static_cast<FakeHost*>(self)->log +=
                              std::to_string(call) + "/" + std::to_string(level) + " " +
                              std::string(line.data, line.size) + "\n";
                        },
                        [](void*) -> std::int64_t { return 1000; },
                        [](void* self, std::uint64_t) -> std::int32_t {
                          return static_cast<FakeHost*>(self)->cancelled ? 1 : 0;
                        },
                        [](void*, bailey_str name, const bailey_sink* value) -> bailey_status {
                          if (std::string_view(name.data, name.size) != "key") {
                            return BAILEY_NOT_FOUND;
                          }
                          return value->write(value->context, "s3", 2);
                        },
                        [](void*, bailey_str) -> const void* {
                          return nullptr;
                        }};
};

}  // namespace bailey::plugin_api
