#include "observability/log.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace bailey::observability {
namespace {

// A log into a pipe, and all that came out of it.
class LogTest : public testing::Test {
protected:
  LogTest() { EXPECT_EQ(::pipe2(ends_.data(), O_CLOEXEC), 0); }

  ~LogTest() override {
    ::close(ends_[0]);
    closeWriter();
  }

  [[nodiscard]] int fd() const { return ends_[1]; }

  [[nodiscard]] int readFd() const { return ends_[0]; }

  std::vector<nlohmann::json> lines() {
    closeWriter();
    std::string all;
    std::array<char, 4096> block{};
    ssize_t n = 0;
    while ((n = ::read(ends_[0], block.data(), block.size())) > 0) {
      all.append(block.data(), static_cast<std::size_t>(n));
    }
    std::vector<nlohmann::json> parsed;
    std::istringstream text(all);
    for (std::string line; std::getline(text, line);) {
      parsed.push_back(nlohmann::json::parse(line));
    }
    return parsed;
  }

private:
  void closeWriter() {
    if (ends_[1] >= 0) {
      ::close(ends_[1]);
      ends_[1] = -1;
    }
  }

  std::array<int, 2> ends_{};
};

TEST_F(LogTest, WritesOneJsonObjectALine) {
  {
    Log log(fd(), Level::Info);
    log.write(Level::Info, "started", [](JsonWriter& json) { json.member("who", "a\"b\n"); });
    log.write(Level::Error, "broken", "why");
  }
  const auto written = lines();
  ASSERT_EQ(written.size(), 2U);
  EXPECT_EQ(written[0].at("event"), "started");
  EXPECT_EQ(written[0].at("level"), "info");
  EXPECT_EQ(written[0].at("who"), "a\"b\n");
  EXPECT_EQ(written[0].at("time").get<std::string>().size(), 24U);
  EXPECT_EQ(written[1].at("message"), "why");
}

TEST_F(LogTest, LeavesOutWhatIsBelowTheThreshold) {
  {
    Log log(fd(), Level::Warn);
    EXPECT_FALSE(log.wants(Level::Info));
    log.write(Level::Info, "hidden", "x");
    log.write(Level::Warn, "shown", "x");
  }
  const auto written = lines();
  ASSERT_EQ(written.size(), 1U);
  EXPECT_EQ(written[0].at("event"), "shown");
}

TEST_F(LogTest, FlushReturnsWhenEverythingIsWritten) {
  Log log(fd(), Level::Info);
  log.write(Level::Info, "one", "x");
  log.flush();
  EXPECT_EQ(lines().size(), 1U);
}

TEST_F(LogTest, KeepsLinesOfManyThreadsWhole) {
  constexpr int kThreads = 8;
  constexpr int kLines = 50;
  {
    Log log(fd(), Level::Info);
    std::vector<std::thread> writers;
    for (int i = 0; i < kThreads; ++i) {
      writers.emplace_back([&] {
        for (int line = 0; line < kLines; ++line) {
          log.write(Level::Info, "line", "text");
        }
      });
    }
    for (std::thread& writer : writers) {
      writer.join();
    }
  }
  EXPECT_EQ(lines().size(), static_cast<std::size_t>(kThreads * kLines));
}

TEST(LogWithoutDisk, DropsLinesAndGoesOn) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  {
    Log log(full, Level::Info);
    for (int i = 0; i < 100; ++i) {
      log.write(Level::Info, "lost", "x");
    }
    log.flush();
  }
  ::close(full);
}

TEST_F(LogTest, CountsWhatItDropsWhenNobodyReads) {
  Log log(fd(), Level::Info);
  const std::string large(64 * 1024, 'x');
  for (int i = 0; i < 200; ++i) {  // three times what may be pending
    log.write(Level::Info, "large", large);
  }
  std::string all;
  std::thread reader([&] {  // now somebody does
    std::array<char, 65536> block{};
    ssize_t n = 0;
    while (all.find("log_lines_dropped") == std::string::npos &&
           (n = ::read(readFd(), block.data(), block.size())) > 0) {
      all.append(block.data(), static_cast<std::size_t>(n));
    }
  });
  log.flush();
  reader.join();
  EXPECT_NE(all.find("log_lines_dropped"), std::string::npos);
}

}  // namespace
}  // namespace bailey::observability
