#include "config/parse_server.h"

#include "config/object_reader.h"

#include <arpa/inet.h>
#include <array>
#include <string>

namespace bailey::config {
namespace {

constexpr std::int64_t kKib = 1024;
constexpr std::int64_t kMib = 1024 * kKib;

constexpr std::array<Choice<TlsVersion>, 2> kTlsVersions = {
    {{"1.2", TlsVersion::Tls12}, {"1.3", TlsVersion::Tls13}}};

constexpr std::array<Choice<LogLevel>, 4> kLogLevels = {{{"debug", LogLevel::Debug},
                                                         {"info", LogLevel::Info},
                                                         {"warn", LogLevel::Warn},
                                                         {"error", LogLevel::Error}}};

bool isIpAddress(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> binary{};
  return inet_pton(AF_INET, text.c_str(), binary.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), binary.data()) == 1;
}

void parseListen(ObjectReader& reader, Listen& listen) {
  static constexpr std::string_view kAddress = "an IPv4 or IPv6 address, like 0.0.0.0 or ::";
  const nlohmann::json* address = reader.value(Need::Optional, "address", kAddress);
  if (address != nullptr) {
    if (address->is_string() && isIpAddress(address->get_ref<const std::string&>())) {
      listen.address = address->get_ref<const std::string&>();
    } else {
      reader.refuse("address", kAddress, *address);
    }
  }
  reader.number(Need::Optional, "port", listen.port, {0, 65'535});
  reader.number(Need::Optional, "backlog", listen.backlog, {1, 65'535});
  reader.finish();
}

void parseTls(ObjectReader& reader, Tls& tls, const std::filesystem::path& folder) {
  reader.path(Need::Required, "certificate", tls.certificate, folder);
  reader.path(Need::Required, "key", tls.key, folder);
  reader.choice(Need::Optional, "minimum_version", tls.minimum_version, kTlsVersions);
  reader.finish();
}

void parseThreads(ObjectReader& reader, Threads& threads) {
  reader.number(Need::Optional, "loops", threads.loops, {0, 64});
  reader.number(Need::Optional, "workers", threads.workers, {1, 1024});
  reader.finish();
}

// Limits that only make sense together.
void compareLimits(const ObjectReader& reader, const Limits& limits, Complaints& complaints) {
  const auto mustFitInto =
      [&](std::string_view key, std::size_t size, std::string_view of, std::size_t room) {
        if (size > room) {
          std::string message = "must be at most " + std::string(of);
          message += " (" + std::to_string(room) + "), but is " + std::to_string(size);
          complaints.add(reader.pointerTo(key), message);
        }
      };
  mustFitInto("target_bytes", limits.target_bytes, "header_bytes", limits.header_bytes);
  mustFitInto("body_bytes", limits.body_bytes, "buffered_bytes", limits.buffered_bytes);
  mustFitInto("answer_bytes", limits.answer_bytes, "buffered_bytes", limits.buffered_bytes);
  mustFitInto(
      "connections_per_address", limits.connections_per_address, "connections", limits.connections);
}

void parseLimits(ObjectReader& reader, Limits& limits, Complaints& complaints) {
  reader.number(Need::Optional, "connections", limits.connections, {1, 1'000'000});
  reader.number(
      Need::Optional, "connections_per_address", limits.connections_per_address, {0, 1'000'000});
  reader.number(Need::Optional, "header_bytes", limits.header_bytes, {kKib, 256 * kKib});
  reader.number(Need::Optional, "header_fields", limits.header_fields, {8, 1000});
  reader.number(Need::Optional, "target_bytes", limits.target_bytes, {256, 64 * kKib});
  reader.number(Need::Optional, "body_bytes", limits.body_bytes, {kKib, 64 * kMib});
  reader.number(
      Need::Optional, "body_bytes_per_second_min", limits.body_bytes_per_second_min, {0, kMib});
  reader.number(Need::Optional, "json_depth", limits.json_depth, {8, 256});
  reader.number(Need::Optional, "json_members", limits.json_members, {100, 1'000'000});
  reader.number(Need::Optional, "json_string_bytes", limits.json_string_bytes, {kKib, 64 * kMib});
  reader.number(Need::Optional, "buffered_bytes", limits.buffered_bytes, {kMib, 64 * kKib * kMib});
  reader.number(Need::Optional, "answer_bytes", limits.answer_bytes, {kKib, 64 * kMib});
  compareLimits(reader, limits, complaints);
  reader.finish();
}

void parseDeadlines(ObjectReader& reader, Deadlines& deadlines) {
  reader.time(Need::Optional, "handshake_ms", deadlines.handshake, {50, 60'000});
  reader.time(Need::Optional, "header_ms", deadlines.header, {50, 120'000});
  reader.time(Need::Optional, "body_ms", deadlines.body, {50, 300'000});
  reader.time(Need::Optional, "write_ms", deadlines.write, {50, 300'000});
  reader.time(Need::Optional, "idle_ms", deadlines.idle, {50, 3'600'000});
  reader.time(Need::Optional, "stop_ms", deadlines.stop, {0, 600'000});
  reader.finish();
}

void parseLog(ObjectReader& reader, Log& log) {
  reader.choice(Need::Optional, "level", log.level, kLogLevels);
  reader.flag(Need::Optional, "access", log.access);
  reader.finish();
}

void parseReload(ObjectReader& reader, Reload& reload) {
  reader.flag(Need::Optional, "watch", reload.watch);
  reader.time(Need::Optional, "quiet_ms", reload.quiet, {10, 10'000});
  reader.time(Need::Optional, "poll_ms", reload.poll, {100, 3'600'000});
  reader.time(Need::Optional, "probation_ms", reload.probation, {0, 86'400'000});
  reader.number(Need::Optional, "probation_requests", reload.probation_requests, {1, 1'000'000});
  reader.time(Need::Optional, "trial_ms", reload.trial, {100, 120'000});
  reader.finish();
}

void parseAdmin(ObjectReader& reader, Admin& admin, const std::filesystem::path& folder) {
  reader.path(Need::Optional, "socket", admin.socket, folder);
  reader.finish();
}

}  // namespace

Server parseServer(const nlohmann::json& document,
                   const std::filesystem::path& folder,
                   Complaints& complaints) {
  Server server;
  server.integrations_folder = folder / server.integrations_folder;
  ObjectReader reader(document, "", complaints);
  std::string schema;
  reader.text(Need::Optional, "$schema", schema, kSchemaText);
  if (auto part = reader.object(Need::Optional, "listen")) {
    parseListen(*part, server.listen);
  }
  if (auto part = reader.object(Need::Required, "tls")) {
    parseTls(*part, server.tls, folder);
  }
  reader.path(Need::Optional, "plugins_folder", server.plugins_folder, folder);
  reader.path(Need::Optional, "integrations_folder", server.integrations_folder, folder);
  reader.path(Need::Optional, "state_folder", server.state_folder, folder);
  if (auto part = reader.object(Need::Optional, "threads")) {
    parseThreads(*part, server.threads);
  }
  if (auto part = reader.object(Need::Optional, "limits")) {
    parseLimits(*part, server.limits, complaints);
  }
  if (auto part = reader.object(Need::Optional, "deadlines")) {
    parseDeadlines(*part, server.deadlines);
  }
  if (auto part = reader.object(Need::Optional, "log")) {
    parseLog(*part, server.log);
  }
  if (auto part = reader.object(Need::Optional, "reload")) {
    parseReload(*part, server.reload);
  }
  if (auto part = reader.object(Need::Optional, "admin")) {
    parseAdmin(*part, server.admin, folder);
  }
  reader.finish();
  return server;
}

}  // namespace bailey::config
