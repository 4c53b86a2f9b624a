#include "plugin_host/crash_note.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>
#include <memory>
#include <string_view>

namespace bailey::plugin_host {
namespace {

constexpr std::array kFatal = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

// A signal handler gets no argument of ours, so what it needs is here and nowhere else.
std::atomic<int> g_file{-1};
std::array<struct sigaction, kFatal.size()> g_before{};

struct Place {
  const char* whose = nullptr;  // null: not in a plugin
  std::size_t whose_bytes = 0;
  const char* step = nullptr;
};

thread_local constinit Place t_place;

void append(int file, const char* bytes, std::size_t count) {
  (void)!::write(file, bytes, count);
}

// Only what is allowed in a signal handler.
void writeNote(int signal) {
  const int file = g_file.load();
  if (file < 0 || t_place.whose == nullptr) {
    return;
  }
  const std::array<char, 5> number = {' ',
                                      static_cast<char>('0' + signal / 10 % 10),
                                      static_cast<char>('0' + signal % 10),
                                      '\n',
                                      '\0'};
  append(file, t_place.whose, t_place.whose_bytes);
  append(file, " ", 1);
  append(file, t_place.step, std::strlen(t_place.step));
  append(file, number.data(), std::strlen(number.data()));
}

// Afterwards the faulty instruction runs again, and whoever handled the signal before gets it.
void onFatalSignal(int signal, siginfo_t* facts, void* /*context*/) {
  writeNote(signal);
  for (std::size_t i = 0; i < kFatal.size(); ++i) {
    if (kFatal[i] == signal) {
      ::sigaction(signal, &g_before[i], nullptr);
    }
  }
  if (facts->si_code <= 0) {
    ::raise(signal);  // it was sent, so no instruction brings it again
  }
}

// A stack overflow can only be handled on another stack. Threads that have one keep it.
class SignalStack {
public:
  SignalStack() {
    stack_t present{};
    if (::sigaltstack(nullptr, &present) == 0 && (present.ss_flags & SS_DISABLE) != 0) {
      memory_ = std::make_unique<char[]>(kBytes);
      const stack_t ours{memory_.get(), 0, kBytes};
      ::sigaltstack(&ours, nullptr);
    }
  }

  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;
  SignalStack(SignalStack&&) = delete;
  SignalStack& operator=(SignalStack&&) = delete;

  ~SignalStack() {
    if (memory_ != nullptr) {
      const stack_t none{nullptr, SS_DISABLE, 0};
      ::sigaltstack(&none, nullptr);
    }
  }

private:
  static constexpr std::size_t kBytes = std::size_t{16} * 1024;

  std::unique_ptr<char[]> memory_;
};

}  // namespace

core::Result<bool> noteCrashesIn(const std::filesystem::path& file) {
  const int opened = ::open(file.c_str(),
                            O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                            S_IRUSR | S_IWUSR);
  if (opened < 0) {
    return core::Error{file.string() + " cannot be written: " + std::strerror(errno)};
  }
  if (const int before = g_file.exchange(opened); before >= 0) {
    ::close(before);
    return true;
  }

  struct sigaction action {};

  action.sa_sigaction = &onFatalSignal;
  action.sa_flags = SA_ONSTACK | SA_SIGINFO;
  for (std::size_t i = 0; i < kFatal.size(); ++i) {
    ::sigaction(kFatal[i], &action, &g_before[i]);
  }
  return true;
}

std::optional<CrashNote> readCrashNote(const std::filesystem::path& file) {
  std::ifstream stream(file);
  CrashNote note;
  stream >> note.integration >> note.version >> note.plugin_sha256 >> note.step >> note.signal;
  return stream ? std::optional(std::move(note)) : std::nullopt;
}

InPlugin::InPlugin(const std::string& whose, const char* step) {
  thread_local const SignalStack stack;
  t_place = {whose.data(), whose.size(), step};
}

InPlugin::~InPlugin() {
  t_place = {};
}

}  // namespace bailey::plugin_host
