#include "core/secret.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

namespace bailey::core {
namespace {

template <typename Value, typename = void>
struct IsPrintable : std::false_type {};

template <typename Value>
struct IsPrintable<Value,
                   std::void_t<decltype(std::declval<std::ostream&>() << std::declval<Value>())>>
    : std::true_type {};

static_assert(IsPrintable<std::string>::value, "the probe has to see what can be printed");
static_assert(!IsPrintable<Secret>::value);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

TEST(Secret, IsEmptyUntilItHoldsSomething) {
  const Secret secret;
  EXPECT_TRUE(secret.empty());
  EXPECT_EQ(secret.reveal(), "");
  EXPECT_TRUE(Secret::copyOf("").empty());
}

TEST(Secret, HoldsEveryByte) {
  const std::string bytes("a\0b\xff", 4);
  EXPECT_EQ(Secret::copyOf(bytes).reveal(), bytes);
}

TEST(Secret, OverwritesTheStringItTakes) {
  // Long enough for the heap, and short enough to stay inside the string object.
  for (const std::size_t size : {8U, 1000U}) {
    std::string source(size, 'x');
    source.reserve(size + 10);
    const char* const memory = source.data();
    const Secret secret = Secret::takeFrom(source);
    EXPECT_EQ(secret.reveal(), std::string(size, 'x'));
    EXPECT_TRUE(source.empty());
    ASSERT_EQ(source.data(), memory);
    EXPECT_EQ(std::string(memory, size).find('x'), std::string::npos);
  }
}

TEST(Secret, MovesWithoutLeavingAnything) {
  Secret source = Secret::copyOf("one");
  Secret target = std::move(source);
  EXPECT_TRUE(source.empty());  // NOLINT(bugprone-use-after-move): that is what is tested
  EXPECT_EQ(target.reveal(), "one");
  Secret other = Secret::copyOf("two");
  target = std::move(other);
  EXPECT_EQ(target.reveal(), "two");
}

TEST(Secret, CopiesOnlyWhenAsked) {
  const Secret secret = Secret::copyOf("one");
  const Secret second = secret.copy();
  EXPECT_EQ(second.reveal(), "one");
  EXPECT_NE(second.reveal().data(), secret.reveal().data());
}

}  // namespace
}  // namespace bailey::core
