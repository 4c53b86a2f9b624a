#include "sqlite_functions.h"

#include "bailey/phone.hpp"

#include <array>
#include <cstddef>
#include <exception>
#include <openssl/evp.h>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace bailey::sql {
namespace {

std::string_view textArgument(sqlite3_value* argument) {
  const auto* bytes = sqlite3_value_text(argument);  // first: it may convert, which moves the bytes
  const auto size = static_cast<std::size_t>(sqlite3_value_bytes(argument));
  return {reinterpret_cast<const char*>(bytes), bytes == nullptr ? 0 : size};
}

void giveText(sqlite3_context* context, std::string_view text) {
  sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void sha256(sqlite3_context* context, int /*count*/, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) {
    return;  // a function that sets no result gives NULL
  }
  const std::string_view text = textArgument(arguments[0]);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    sqlite3_result_error(context, "sha256() failed", -1);
    return;
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::array<char, std::size_t{2} * EVP_MAX_MD_SIZE> hex{};
  for (std::size_t i = 0; i < size; ++i) {
    hex.at(2 * i) = kHex[digest.at(i) >> 4U];
    hex.at(2 * i + 1) = kHex[digest.at(i) & 0xFU];
  }
  giveText(context, {hex.data(), std::size_t{2} * size});
}

void digits(sqlite3_context* context, int /*count*/, sqlite3_value** arguments) {
  if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) {
    return;
  }
  try {
    giveText(context, digitsOf(textArgument(arguments[0])));
  } catch (const std::exception&) {
    sqlite3_result_error_nomem(context);
  }
}

}  // namespace

int addFunctions(sqlite3* database) {
  // Innocuous: usable in an index, a view or a trigger of the operator's schema.
  constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const int code = sqlite3_create_function_v2(
      database, "sha256", 1, kFlags, nullptr, &sha256, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    return code;
  }
  return sqlite3_create_function_v2(
      database, "digits", 1, kFlags, nullptr, &digits, nullptr, nullptr, nullptr);
}

}  // namespace bailey::sql
