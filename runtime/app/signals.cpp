#include "app/signals.h"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <sys/signalfd.h>
#include <system_error>

namespace bailey::app {

Signals::Signals() {
  sigset_t wanted;
  sigemptyset(&wanted);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    sigaddset(&wanted, signal);
  }
  pthread_sigmask(SIG_BLOCK, &wanted, nullptr);
  descriptor_ = core::FileDescriptor(::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!descriptor_.valid()) {
    throw std::system_error(errno, std::generic_category(), "signalfd");
  }
}

Signal Signals::take() {
  signalfd_siginfo info{};
  if (::read(descriptor_.get(), &info, sizeof(info)) != sizeof(info)) {
    return Signal::Unset;
  }
  return info.ssi_signo == SIGHUP ? Signal::Reload : Signal::Stop;
}

}  // namespace bailey::app
