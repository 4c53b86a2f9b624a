#include "bailey/task.hpp"

#include <gtest/gtest.h>

#include <coroutine>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace bailey {
namespace {

// What a coroutine of a test waits for, until the test goes on.
struct Gate {
  std::coroutine_handle<> waiting;

  auto operator co_await() {
    struct Awaiter {
      Gate& gate;

      bool await_ready() const noexcept { return false; }

      void await_suspend(std::coroutine_handle<> handle) const noexcept { gate.waiting = handle; }

      void await_resume() const noexcept {}
    };

    return Awaiter{*this};
  }

  void open() const { waiting.resume(); }
};

// Runs a task beside the test.
struct Start {
  struct promise_type {
    Start get_return_object() const noexcept { return {}; }

    std::suspend_never initial_suspend() const noexcept { return {}; }

    std::suspend_never final_suspend() const noexcept { return {}; }

    void return_void() const noexcept {}

    void unhandled_exception() const noexcept {}
  };
};

Task<int> addBehind(Gate& gate, int a, int b) {
  co_await gate;
  co_return a + b;
}

Task<std::string> fail(Gate& gate) {
  co_await gate;
  throw std::runtime_error("no");
}

Task<> note(std::vector<int>& notes, int value) {
  notes.push_back(value);
  co_return;
}

Start run(Gate& gate, std::vector<int>& notes) {
  const int first = co_await addBehind(gate, 1, 2);
  notes.push_back(first);
  const int second = co_await addBehind(gate, first, 10);
  co_await note(notes, second);
}

TEST(Task, BeginsWhenItIsAwaitedAndGivesItsResult) {
  Gate gate;
  std::vector<int> notes;
  run(gate, notes);
  EXPECT_TRUE(notes.empty());
  gate.open();
  EXPECT_EQ(notes, std::vector<int>{3});
  gate.open();
  EXPECT_EQ(notes, (std::vector<int>{3, 13}));
}

Start runFailing(Gate& gate, std::string& said) {
  try {
    said = co_await fail(gate);
  } catch (const std::runtime_error& error) {
    said = error.what();
  }
}

TEST(Task, ThrowsWhereItIsAwaited) {
  Gate gate;
  std::string said;
  runFailing(gate, said);
  gate.open();
  EXPECT_EQ(said, "no");
}

Task<int> countDown(int from) {
  if (from == 0) {
    co_return 0;
  }
  const int below = co_await countDown(from - 1);
  co_return below + 1;
}

Start runDeep(int& result) {
  result = co_await countDown(1'000);
}

TEST(Task, MayAwaitOthersToAnyDepth) {
  int result = 0;
  runDeep(result);
  EXPECT_EQ(result, 1'000);
}

TEST(Task, EndsWithoutATraceWhenNobodyAwaitsIt) {
  const auto held = std::make_shared<int>(1);
  {
    const auto never = [](std::shared_ptr<int> kept) -> Task<int> {
      co_return *kept;
    };
    const Task<int> task = never(held);
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace bailey
