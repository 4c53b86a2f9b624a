// The real `bailey serve`, started by a test on a free port with a configuration of its own.
#pragma once

#include "fakes/temp_folder.h"
#include "fakes/test_certificates.h"
#include "fakes/tls_client.h"

#include <nlohmann/json.hpp>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace bailey::integration {

// What a command printed and how it ended.
struct CommandResult {
  int exit_code = -1;
  std::string out;
  std::string err;
};

CommandResult runCommand(const std::vector<std::string>& arguments);

// Configure, start(), talk, stop(). A sanitizer's report or an alert in its log fails the test.
class BridgeProcess {
public:
  BridgeProcess();
  BridgeProcess(const BridgeProcess&) = delete;
  BridgeProcess& operator=(const BridgeProcess&) = delete;
  BridgeProcess(BridgeProcess&&) = delete;
  BridgeProcess& operator=(BridgeProcess&&) = delete;
  ~BridgeProcess();

  // bailey.json, written by start(): a free port of 127.0.0.1, the test's certificates and plugins.
  nlohmann::json settings;

  // Handed over as systemd does, when it is a file: a socket that listens already.
  int listener = -1;

  // Beside the test's own.
  std::map<std::string, std::string> environment;

  // One more integration. Without "callers" anyone may call it, without "talkdesk" it needs no
  // authentication.
  void addIntegration(const std::string& name, nlohmann::json integration);

  // Returns when it serves; throws when it ends instead. After stop() it may start again, with an
  // empty log.
  void start();

  // bailey.json as `settings` has it now, for a bridge that runs.
  void writeConfiguration();

  // `bailey check` on the same configuration.
  CommandResult check();

  // Sends the signal, waits for the end, gives the exit code.
  int stop(int signal);

  // Waits for the end; gives the exit code.
  int waitForEnd();

  // Whether it has ended by itself, and waitForEnd() will not wait.
  [[nodiscard]] bool hasEnded();

  void signal(int number) const;

  [[nodiscard]] pid_t pid() const { return pid_; }

  [[nodiscard]] std::uint16_t port() const { return port_; }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  [[nodiscard]] const fakes::TestCertificates& certificates() const { return certificates_; }

  // For new connections; change a copy for special wishes.
  [[nodiscard]] fakes::ClientOptions client() const { return {certificates_.ca, {}, {}}; }

  // A new connection, one request, its answer.
  [[nodiscard]] fakes::HttpAnswer post(const std::string& path,
                                       const std::string& body,
                                       const std::string& headers = {}) const;

  // The answer of the admin socket, head and all.
  [[nodiscard]] std::string askAdmin(const std::string& method, const std::string& target) const;

  // All it has written to standard error so far.
  [[nodiscard]] std::string log();

  // Waits until the log holds `text` and gives the line; throws after half a minute or at its end.
  std::string waitForLog(const std::string& text);

  // Time its threads have run, in hundredths of a second.
  [[nodiscard]] long cpuTicks() const;

  // Resident memory in KiB, open files and threads of the process, from /proc.
  [[nodiscard]] long residentKib() const;
  [[nodiscard]] std::size_t openFiles() const;
  [[nodiscard]] std::size_t threads() const;

  // The files it has mapped whose names begin so.
  [[nodiscard]] std::set<std::string> mappedFiles(const std::string& beginning) const;

private:
  void readLog();

  fakes::TempFolder folder_;
  fakes::TestCertificates certificates_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
  int log_fd_ = -1;
  std::thread reader_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string log_;     // guarded by mutex_
  bool ended_ = false;  // guarded by mutex_
};

}  // namespace bailey::integration
