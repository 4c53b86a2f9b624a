#include "integration/bridge_process.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <utility>

namespace bailey::integration {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::chrono::seconds kPatience{60};

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error("no pipe");
    }
    read = ends[0];
    write = ends[1];
  }

  int read;
  int write;
};

constexpr int kFirstListener = 3;  // where systemd puts it

// `listener` is none when it is negative.
pid_t spawn(const std::vector<std::string>& arguments, int out, int err, int listener = -1) {
  // Whatever kills the test must not leave a server behind that holds its output open.
  std::vector<std::string> copies = {"setpriv", "--pdeathsig", "KILL"};
  if (listener >= 0) {
    copies.insert(copies.end(), {"sh", "-c", R"(LISTEN_FDS=1 LISTEN_PID=$$ exec "$@")", "sh"});
  }
  copies.emplace_back(BAILEY_BINARY);
  copies.insert(copies.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& argument : copies) {
    pointers.push_back(argument.data());
  }
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  if (out >= 0) {
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  }
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  if (listener >= 0) {
    posix_spawn_file_actions_adddup2(&actions, listener, kFirstListener);
  }
  pid_t pid = -1;
  const int failed = ::posix_spawnp(&pid, "setpriv", &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    throw std::runtime_error("cannot start " BAILEY_BINARY);
  }
  return pid;
}

int exitCodeOf(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string readAll(int fd) {
  std::string all;
  std::array<char, 4096> block{};
  ssize_t n = 0;
  while ((n = ::read(fd, block.data(), block.size())) > 0) {
    all.append(block.data(), static_cast<std::size_t>(n));
  }
  ::close(fd);
  return all;
}

std::size_t entriesOf(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

void writeJson(const fs::path& file, const json& content) {
  std::ofstream(file) << content.dump(2);
}

}  // namespace

CommandResult runCommand(const std::vector<std::string>& arguments) {
  const Pipe out;
  const Pipe err;
  const pid_t pid = spawn(arguments, out.write, err.write);
  ::close(out.write);
  ::close(err.write);
  CommandResult result;
  std::thread errors([&] { result.err = readAll(err.read); });
  result.out = readAll(out.read);
  errors.join();
  result.exit_code = exitCodeOf(pid);
  return result;
}

BridgeProcess::BridgeProcess() : certificates_(fakes::makeTestCertificates(folder_.path())) {
  // AddressSanitizer keeps freed memory back, which would pass for growth.
  const char* options = std::getenv("ASAN_OPTIONS");
  ::setenv("ASAN_OPTIONS",
           (std::string(options == nullptr ? "" : options) +
            ":quarantine_size_mb=1:thread_local_quarantine_size_kb=16")
               .c_str(),
           1);
  std::signal(SIGPIPE, SIG_IGN);  // a server that ends a connection is no reason to die
  fs::create_directory(folder() / "integrations.d");
  settings = {
      {"listen", {{"address", "127.0.0.1"}, {"port", 0}}},
      {"tls",
       {{"certificate", certificates_.certificate.string()}, {"key", certificates_.key.string()}}},
      {"plugins_folder", BAILEY_TEST_PLUGINS},
      {"integrations_folder", "integrations.d"},
      {"state_folder", "state"},
      {"threads", {{"loops", 2}, {"workers", 8}}}};
}

BridgeProcess::~BridgeProcess() {
  if (pid_ > 0) {
    stop(SIGKILL);
  }
}

void BridgeProcess::addIntegration(const std::string& name, json integration) {
  if (!integration.contains("callers")) {
    integration["callers"] = "none: anyone who can reach this port may use this integration";
  }
  if (!integration.contains("talkdesk")) {
    integration["talkdesk"] = {{"authentication_type", "none"}};
  }
  writeJson(folder() / "integrations.d" / (name + ".json"), integration);
}

void BridgeProcess::writeConfiguration() {
  writeJson(folder() / "bailey.json", settings);
}

void BridgeProcess::start() {
  writeConfiguration();
  const Pipe err;
  for (const auto& [name, value] : environment) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  pid_ = spawn({"serve", "--config", (folder() / "bailey.json").string()}, -1, err.write, listener);
  for (const auto& [name, value] : environment) {
    ::unsetenv(name.c_str());
  }
  ::close(err.write);
  log_fd_ = err.read;
  log_.clear();
  ended_ = false;
  reader_ = std::thread([this] { readLog(); });
  const std::string line = waitForLog(R"("event":"serving")");
  port_ = json::parse(line).at("port").get<std::uint16_t>();
}

CommandResult BridgeProcess::check() {
  writeConfiguration();
  return runCommand({"check", "--config", (folder() / "bailey.json").string()});
}

void BridgeProcess::readLog() {
  std::array<char, 4096> block{};
  while (true) {
    const ssize_t n = ::read(log_fd_, block.data(), block.size());
    if (n < 0 && errno == EINTR) {
      continue;
    }
    const std::lock_guard lock(mutex_);
    if (n > 0) {
      log_.append(block.data(), static_cast<std::size_t>(n));
    } else {
      ended_ = true;
    }
    changed_.notify_all();
    if (n <= 0) {
      return;
    }
  }
}

void BridgeProcess::signal(int number) const {
  ::kill(pid_, number);
}

int BridgeProcess::stop(int number) {
  signal(number);
  return waitForEnd();
}

int BridgeProcess::waitForEnd() {
  const int code = exitCodeOf(pid_);
  pid_ = -1;
  reader_.join();
  ::close(log_fd_);
  for (const char* alarm : {"ERROR: AddressSanitizer",
                            "ERROR: LeakSanitizer",
                            "runtime error:",
                            "WARNING: ThreadSanitizer",
                            R"("level":"alert")"}) {
    if (log_.find(alarm) != std::string::npos) {
      ADD_FAILURE() << "the bridge's log holds \"" << alarm << "\":\n" << log_;
    }
  }
  return code;
}

bool BridgeProcess::hasEnded() {
  const std::lock_guard lock(mutex_);
  return ended_;
}

fakes::HttpAnswer BridgeProcess::post(const std::string& path,
                                      const std::string& body,
                                      const std::string& headers) const {
  return fakes::TlsClient(port_, client()).post(path, body, headers);
}

std::string BridgeProcess::askAdmin(const std::string& method, const std::string& target) const {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = (folder() / "state" / "admin.sock").string();
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(fd);
    throw std::runtime_error("nobody listens at " + path);
  }
  const std::string request =
      method + " " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
  (void)!::write(fd, request.data(), request.size());
  return readAll(fd);
}

std::string BridgeProcess::log() {
  const std::lock_guard lock(mutex_);
  return log_;
}

std::string BridgeProcess::waitForLog(const std::string& text) {
  std::unique_lock lock(mutex_);
  std::size_t at = std::string::npos;
  const auto arrived = [&] {
    at = log_.find(text);
    return (at != std::string::npos && log_.find('\n', at) != std::string::npos) || ended_;
  };
  if (!changed_.wait_for(lock, kPatience, arrived) || at == std::string::npos) {
    throw std::runtime_error("the bridge did not log " + text + " but:\n" + log_);
  }
  const std::size_t begin = log_.rfind('\n', at) + 1;  // npos + 1 is 0
  return log_.substr(begin, log_.find('\n', at) - begin);
}

long BridgeProcess::cpuTicks() const {
  std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
  std::string field;
  std::getline(stat, field, ')');  // its name may hold blanks
  constexpr int kUserTime = 14;    // proc(5); the system's time follows
  for (int at = 3; at < kUserTime; ++at) {
    stat >> field;
  }
  long user = 0;
  long system = 0;
  stat >> user >> system;
  return user + system;
}

long BridgeProcess::residentKib() const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) {
      return std::stol(line.substr(6));
    }
  }
  throw std::runtime_error("no VmRSS");
}

std::set<std::string> BridgeProcess::mappedFiles(const std::string& beginning) const {
  std::set<std::string> files;
  std::ifstream maps("/proc/" + std::to_string(pid_) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    const fs::path file = line.substr(std::min(line.size(), line.find('/')));
    if (file.filename().string().starts_with(beginning)) {
      files.insert(file);
    }
  }
  return files;
}

std::size_t BridgeProcess::openFiles() const {
  return entriesOf("/proc/" + std::to_string(pid_) + "/fd");
}

std::size_t BridgeProcess::threads() const {
  return entriesOf("/proc/" + std::to_string(pid_) + "/task");
}

}  // namespace bailey::integration
