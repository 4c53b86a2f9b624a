// Faults that are about the process: time, threads, memory, files, and its life.
#include "faults.h"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <sys/mman.h>
#include <thread>
#include <utility>

namespace faulty_crm {
namespace {

// For ever, whatever happens.
[[noreturn]] void block() {
  while (true) {
    ::pause();
  }
}

// Something goes wrong in every auth validation, which then answers as the sound CRM.
template <typename Harm>
class Harmful final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      Call& call) override {
    Harm()(call);
    return SoundCrm::authValidation(request, call);
  }
};

struct IgnoresTheDeadline {
  void operator()(const Call& call) const {
    if (call.remaining().count() <= 0) {
      block();
    }
  }
};

struct IgnoresCancellation {
  void operator()(const Call& call) const {
    if (call.cancelled()) {
      block();
    }
  }
};

struct Crashes {
  void operator()(const Call& /*call*/) const { std::raise(SIGSEGV); }
};

struct Exits {
  void operator()(const Call& /*call*/) const { std::_Exit(3); }
};

struct Hangs {
  void operator()(const Call& /*call*/) const { block(); }
};

// Loses something at every call, whatever it is for.
template <typename Lose>
class Leaks final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

protected:
  void authenticate(const bailey::JsonView& auth) const override {
    *Lose()() = 1;
    SoundCrm::authenticate(auth);
  }
};

struct SmallBlock {
  volatile char* operator()() const { return static_cast<char*>(std::malloc(1)); }
};

struct Page {
  volatile char* operator()() const {
    return static_cast<char*>(
        ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  }
};

struct LeavesAFile {
  void operator()(const Call& /*call*/) const { (void)::open("/dev/null", O_RDONLY | O_CLOEXEC); }
};

struct LeavesAMapping {
  void operator()(const Call& /*call*/) const {
    char name[] = "/tmp/bailey-faulty-XXXXXX";
    const int file = ::mkstemp(name);
    (void)::ftruncate(file, 4096);
    (void)::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    ::unlink(name);
  }
};

struct LeavesAThread {
  void operator()(const Call& /*call*/) const { std::thread(&block).detach(); }
};

// Validates through a buffer that all calls share. Each call waits a while for another to come in
// and write there, so that they meet whenever there are several threads.
class SharedBuffer final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& request,
                                      Call& call) override {
    const std::string auth = R"({"token":")" + shared(request.auth["token"].text()) + R"("})";
    return SoundCrm::authValidation({bailey::JsonView(auth)}, call);
  }

private:
  std::string shared(std::string token) {
    constexpr std::chrono::milliseconds kPatience{100};
    std::unique_lock lock(mutex_);
    buffer_ = std::move(token);
    const int mine = ++calls_;
    another_.notify_all();
    another_.wait_for(lock, kPatience, [&] { return calls_ != mine; });
    return buffer_;
  }

  std::mutex mutex_;
  std::condition_variable another_;
  std::string buffer_;
  int calls_ = 0;
};

// Once anybody has logged in, everybody is.
class SharesALogin final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

protected:
  void authenticate(const bailey::JsonView& auth) const override {
    if (!logged_in_) {
      SoundCrm::authenticate(auth);
      logged_in_ = true;
    }
  }

private:
  static inline std::atomic<bool> logged_in_ = false;
};

}  // namespace

Faults processFaults() {
  return {{"ignores_the_deadline", &make<Harmful<IgnoresTheDeadline>>},
          {"ignores_cancellation", &make<Harmful<IgnoresCancellation>>},
          {"crashes", &make<Harmful<Crashes>>},
          {"exits", &make<Harmful<Exits>>},
          {"hangs", &make<Harmful<Hangs>>},
          {"leaks_small_blocks", &make<Leaks<SmallBlock>>},
          {"leaks_pages", &make<Leaks<Page>>},
          {"leaves_a_file", &make<Harmful<LeavesAFile>>},
          {"leaves_a_mapping", &make<Harmful<LeavesAMapping>>},
          {"leaves_a_thread", &make<Harmful<LeavesAThread>>},
          {"shared_buffer", &make<SharedBuffer>},
          {"shares_a_login", &make<SharesALogin>}};
}

}  // namespace faulty_crm
