// That a test's child, and the children of that, never outlive what they are for.
#include "fakes/child_process.h"

#include "fakes/free_port.h"
#include "fakes/temp_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sys/syscall.h>
#include <sys/wait.h>

namespace bailey::fakes {
namespace {

class ChildProcessTest : public testing::Test {
protected:
  [[nodiscard]] ChildCommand shell(const std::string& script) const {
    return {{"sh", "-c", script}, {{"WORD", "from the test"}}, folder_.path() / "log"};
  }

  // A server with a child of its own, the numbers of both are in the file "processes".
  [[nodiscard]] ChildCommand serverWithChild(std::uint16_t port) const {
    return {{"python3",
             "-c",
             "import os, signal, socket, sys\n"
             "server = socket.create_server(('127.0.0.1', int(sys.argv[1])))\n"
             "child = os.fork()\n"
             "if child:\n"
             "  open(sys.argv[2], 'w').write(f'{os.getpid()} {child}')\n"
             "  server.listen()\n"
             "while True: signal.pause()\n",
             std::to_string(port),
             (folder_.path() / "processes").string()},
            {},
            folder_.path() / "log"};
  }

  TempFolder folder_;
};

TEST_F(ChildProcessTest, HasItsEnvironmentAndItsLog) {
  ChildProcess child(shell("echo \"$WORD\"; echo bad >&2; exit 3"));
  EXPECT_EQ(child.waitForEnd(), 3);
  EXPECT_EQ(child.log(), "from the test\nbad\n");
}

TEST_F(ChildProcessTest, SaysWhyItDoesNotListen) {
  ChildProcess child(shell("echo no such database; exit 1"));
  try {
    child.waitForPort(freePort());
    FAIL() << "listens";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "sh has ended, its log ends in:\nno such database\n");
  }
}

TEST_F(ChildProcessTest, TakesItsPortAndItsChildrenWithIt) {
  const std::uint16_t port = freePort();
  for (const bool kill : {true, false}) {
    ChildProcess child(serverWithChild(port));
    child.waitForPort(port);
    if (kill) {
      child.kill();
    } else {
      child.stop();
    }
    EXPECT_FALSE(isListening(port)) << "the grandchild holds the socket as well";
  }
}

TEST_F(ChildProcessTest, EndsWithATestThatIsKilled) {
  const std::uint16_t port = freePort();
  const pid_t test = ::fork();
  if (test == 0) {
    ChildProcess child(serverWithChild(port));
    child.waitForPort(port);
    ::raise(SIGKILL);
  }
  ASSERT_EQ(::waitpid(test, nullptr, 0), test);
  std::ifstream processes(folder_.path() / "processes");
  for (pid_t pid = -1; processes >> pid;) {
    const int process = static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
    if (process >= 0) {  // else it has gone already
      pollfd end{process, POLLIN, 0};
      constexpr int kPatience = 30'000;
      EXPECT_EQ(::poll(&end, 1, kPatience), 1);
      ::close(process);
    }
  }
}

}  // namespace
}  // namespace bailey::fakes
