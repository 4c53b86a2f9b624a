#include "app/process.h"

#include "core/sanitizer.h"

#include <csignal>
#include <sys/prctl.h>
#include <sys/resource.h>

namespace bailey::app {

void prepareProcess() {
  // Poco blocks it in its own threads only, and OpenSSL writes with write(). (hosting.md P18)
  std::signal(SIGPIPE, SIG_IGN);

  // Every request body is somebody's password. A core pattern that is a pipe ignores the size
  // limit, so the process is also not dumpable; a sanitizer's leak check needs it to be.
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  if (!core::kSanitized) {
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  }

  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

}  // namespace bailey::app
