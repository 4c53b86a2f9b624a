// The whole configuration as plain values, with units, defaults and the reason for each default.
// Defaults live here and nowhere else: a key that is absent leaves its field as it is below.
// Made by config/load.h, then handed out piece by piece; nobody else reads JSON configuration.
#pragma once

#include "core/secret.h"
#include "core/sha256.h"
#include "talkdesk/operation.h"
#include "talkdesk/profile.h"
#include "upstream/settings.h"

#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bailey::config {

// --- bailey.json ---------------------------------------------------------------------------------

struct Listen {
  std::string address = "0.0.0.0";  // A public bridge; behind a local balancer write 127.0.0.1.
  std::uint16_t port = 8443;        // Above 1024, so that no privilege is needed. 0: any free port.
  int backlog = 4096;  // A burst of connects waits here; the kernel caps it (somaxconn).

  bool operator==(const Listen&) const = default;
};

enum class TlsVersion : std::uint8_t { Unset = 0, Tls12, Tls13 };

struct Tls {
  std::filesystem::path certificate;  // PEM: the server's certificate, then its intermediates.
  std::filesystem::path key;          // PEM: the private key, without a pass phrase.
  TlsVersion minimum_version = TlsVersion::Tls12;  // Talkdesk does not say it speaks 1.3.

  bool operator==(const Tls&) const = default;
};

struct Threads {
  unsigned int loops = 0;     // Event loops; 0: one per core.
  unsigned int workers = 32;  // Blocking plugin calls at once; they mostly wait for a CRM.

  bool operator==(const Threads&) const = default;
};

// What one connection, one request and all of them together may hold. (reliability.md §3)
struct Limits {
  std::size_t connections = 20'000;              // A parked one costs under 64 KiB and no thread.
  std::size_t connections_per_address = 0;       // 0: no limit; Talkdesk calls from few addresses.
  std::size_t header_bytes = 16 * 1024;          // Request line and header fields together.
  std::size_t header_fields = 64;                // Talkdesk and a chain of proxies send about 20.
  std::size_t target_bytes = 8 * 1024;           // Ours are short; the rest is scanners.
  std::size_t body_bytes = 1024 * 1024;          // Contract requests are a few KiB.
  std::size_t body_bytes_per_second_min = 1024;  // Slower senders hold memory. 0: no minimum.
  std::size_t json_depth = 64;                   // The contract needs 5.
  std::size_t json_members = 10'000;             // Names in one request, all objects together.
  std::size_t json_string_bytes =
      256 * 1024;  // One text in a request; descriptions are the longest.
  std::size_t buffered_bytes = 256 * 1024 * 1024;  // All request and answer buffers together.
  std::size_t answer_bytes = 4 * 1024 * 1024;      // A full contact page is about 300 KiB.

  bool operator==(const Limits&) const = default;
};

// Total times per phase, from its first byte; never per read, which a slow sender could stretch.
struct Deadlines {
  std::chrono::milliseconds handshake{5'000};  // TLS; two round trips even on a bad line.
  std::chrono::milliseconds header{10'000};    // First to last byte of the head.
  std::chrono::milliseconds body{15'000};      // Whole body; the minimum rate applies as well.
  std::chrono::milliseconds write{30'000};     // Whole answer; 4 MiB at 140 KiB/s.
  std::chrono::milliseconds idle{60'000};      // Kept open between requests, as balancers do.
  std::chrono::milliseconds stop{25'000};  // Requests in flight at a stop; under systemd's 30 s.

  bool operator==(const Deadlines&) const = default;
};

enum class LogLevel : std::uint8_t { Unset = 0, Debug, Info, Warn, Error };

struct Log {
  LogLevel level = LogLevel::Info;
  bool access = true;  // One line for each request; the first thing asked for after an incident.

  bool operator==(const Log&) const = default;
};

// How changes on disk become what is served.
struct Reload {
  bool watch = true;  // Take changes when they appear; otherwise only when told to.
  std::chrono::milliseconds quiet{300};    // A file must rest this long: editors write in steps.
  std::chrono::milliseconds poll{10'000};  // For file systems that tell nothing, such as NFS.
  std::chrono::milliseconds probation{60'000};  // A new version may be returned from this long,
  std::uint64_t probation_requests = 50;        // or until it has answered so many requests.
  std::chrono::milliseconds trial{10'000};  // For a plugin's first steps in a process of its own.

  bool operator==(const Reload&) const = default;
};

// The socket the other commands reach a running bridge by.
struct Admin {
  std::filesystem::path socket;  // Empty: admin.sock in the state folder.

  bool operator==(const Admin&) const = default;
};

struct Server {
  Listen listen;
  Tls tls;
  std::filesystem::path plugins_folder = "/usr/lib/bailey/plugins";  // Where packages put plugins.
  std::filesystem::path integrations_folder = "integrations.d";      // Beside bailey.json.
  std::filesystem::path state_folder = "/var/lib/bailey";            // systemd's StateDirectory.
  Threads threads;
  Limits limits;
  Deadlines deadlines;
  Log log;
  Reload reload;
  Admin admin;

  bool operator==(const Server&) const = default;
};

// --- integrations.d/<name>.json ------------------------------------------------------------------

enum class SecretOrigin : std::uint8_t { Unset = 0, File, Environment };

// Where a secret is found, without the secret; Unset when only its digest is known.
struct SecretPlace {
  SecretOrigin origin = SecretOrigin::Unset;
  std::string name;  // Path of the file, or name of the variable.

  bool operator==(const SecretPlace&) const = default;
};

// Digests of the secrets a caller may show: one, or two while one replaces the other. Compare in
// constant time.
using AcceptedSecrets = std::vector<core::Sha256Digest>;

struct BasicCaller {
  std::string user;
  AcceptedSecrets password;

  bool operator==(const BasicCaller&) const = default;
};

struct HeaderCaller {
  std::string name;  // As written by the operator; header names have no case.
  AcceptedSecrets secret;

  bool operator==(const HeaderCaller&) const = default;
};

struct CertificateCaller {
  std::filesystem::path ca;        // PEM: the authority that signs callers of this integration.
  std::vector<std::string> names;  // The certificate's DNS name or common name is one of these.
  std::vector<core::Sha256Digest> authorities;  // Digests of the certificates in `ca`.

  bool operator==(const CertificateCaller&) const = default;
};

enum class CallerPolicy : std::uint8_t {
  Unset = 0,
  Anyone,  // The operator wrote kAnyoneMayCall, word for word.
  Proven,  // Every proof below that is set must hold; at least one is.
};

// The only text that opens an integration to everybody, so that it cannot happen by omission.
constexpr std::string_view kAnyoneMayCall =
    "none: anyone who can reach this port may use this integration";

// Who may call. Talkdesk does not sign its requests. (reliability.md §3, caller authentication)
struct Callers {
  CallerPolicy policy = CallerPolicy::Unset;
  AcceptedSecrets path_secret;  // One more path segment after the integration; empty: not asked.
  std::vector<SecretPlace> path_secret_places;  // Of each; to tell Talkdesk its URLs.
  std::optional<BasicCaller> basic;
  std::optional<HeaderCaller> header;
  std::optional<CertificateCaller> mtls;

  bool operator==(const Callers&) const = default;
};

constexpr std::chrono::milliseconds kInteractiveDeadline{10'000};  // contract.md §8, C21: hard stop

// The share of the process one integration may hold.
struct Bounds {
  std::size_t concurrency = 8;   // A quarter of the default workers: one slow CRM cannot take all.
  std::size_t queue = 32;        // Four waves; the next request gets a 503 at once.
  std::size_t in_flight = 1024;  // Calls that wait for the CRM without a worker: memory only.
  // By talkdesk::indexOf(). A person waits for most of them, so they are alike until overridden.
  std::array<std::chrono::milliseconds, talkdesk::kOperationCount> deadlines = {
      kInteractiveDeadline,
      kInteractiveDeadline,
      kInteractiveDeadline,
      kInteractiveDeadline,
      kInteractiveDeadline};

  // REQUIRES: operation != Unset
  [[nodiscard]] std::chrono::milliseconds deadline(talkdesk::Operation operation) const {
    return deadlines.at(talkdesk::indexOf(operation));
  }

  bool operator==(const Bounds&) const = default;
};

// A secret the plugin asks for by name, already read.
struct SecretSource {
  SecretOrigin origin = SecretOrigin::Unset;
  std::string place;   // Path of the file, or name of the variable.
  core::Secret value;  // Never empty in a configuration without complaints.
};

struct Integration {
  std::string name;            // The file's stem; the first path segment of its URLs.
  std::filesystem::path file;  // Where it was read from.
  std::string plugin;
  std::vector<core::Sha256Digest> plugin_sha256;       // What its file may be; empty: anything.
  nlohmann::json settings = nlohmann::json::object();  // The plugin's own; opaque to us.
  talkdesk::Profile profile;
  upstream::Settings upstream;                           // Its way to the CRM.
  std::vector<core::Sha256Digest> upstream_authorities;  // Digests of the certificates in its `ca`.
  Callers callers;
  Bounds bounds;
  std::map<std::string, SecretSource> secrets;
  std::string text;         // What the file said, word for word; kept as the last good version.
  std::string fingerprint;  // Differs when the text or a secret or authority it names does; hex.
  std::vector<std::filesystem::path>
      refers_to;  // Files that were read with it, or should have been.
};

struct Settings {
  Server server;
  std::vector<Integration> integrations;  // By name.
};

}  // namespace bailey::config
