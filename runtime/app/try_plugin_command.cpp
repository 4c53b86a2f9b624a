#include "app/command.h"
#include "app/process.h"
#include "core/file_descriptor.h"
#include "plugin_host/trial_run.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <iterator>
#include <sys/prctl.h>

namespace bailey::app {
namespace {

const command_line::Syntax kSyntax = {
    "bailey try-plugin",
    "Started by `bailey serve` to try a new plugin or new settings in a process that may die of "
    "them. Of no use to people: it reads what to try from standard input.",
    {},
    {},
    ""};

int tryPlugin(const command_line::Arguments& /*given*/) {
  prepareProcess();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  // A plugin that prints must not be taken for us.
  const core::FileDescriptor parent(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0));
  const core::FileDescriptor nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  ::dup2(nowhere.get(), STDOUT_FILENO);
  // Straight to the descriptor: what was said must be out when the next step crashes.
  const auto say = [&](const std::string& line) {
    const std::string whole = line + '\n';
    (void)!::write(parent.get(), whole.data(), whole.size());
  };
  plugin_host::runTrial(std::string(std::istreambuf_iterator<char>(std::cin), {}), say);
  return kDone;
}

int run(const std::vector<std::string>& arguments) {
  return runWith(kSyntax, arguments, &tryPlugin);
}

}  // namespace

const Command kTryPlugin = {"try-plugin", "", "", &run};

}  // namespace bailey::app
