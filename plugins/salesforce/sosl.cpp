#include "sosl.h"

#include "bailey/phone.hpp"

#include <algorithm>
#include <cstddef>

namespace bailey::salesforce {
namespace {

constexpr std::size_t kDigitsMin = 5;  // shorter ones are extensions, which strangers share
constexpr std::size_t kCountryCodeMax = 3;
constexpr int kCandidatesMax = 50;

void addOnce(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) {
    list.push_back(std::move(text));
  }
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string out;
  for (const std::string& text : texts) {
    out += out.empty() ? "" : between;
    out += text;
  }
  return out;
}

}  // namespace

std::string phrase(std::string_view text) {
  constexpr std::string_view kReserved = "?&|!{}[]()^~*:\\\"'+-";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += ' ';  // SOSL has no escape for it, and between words it is one
      continue;
    }
    if (kReserved.find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  const bool is_blank = out.find_first_not_of(' ') == std::string::npos;
  return is_blank ? std::string() : '"' + out + '"';
}

std::vector<std::string> searchedDigits(std::string_view phone) {
  std::string digits = digitsOf(phone);
  if (digits.size() < kDigitsMin) {
    return {};
  }
  // An exit code or a trunk zero, which the other form may lack.
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  std::vector<std::string> forms;
  for (std::size_t code = 0; code <= kCountryCodeMax; ++code) {
    if (code == 0) {
      addOnce(forms, digits);
    } else if (digits.size() >= code + kNationalDigitsMin) {
      addOnce(forms, digits.substr(code));
      addOnce(forms, '0' + digits.substr(code));
    }
  }
  std::erase(forms, std::string());
  return forms;
}

std::string phoneSearch(const std::vector<std::string>& phones,
                        const std::vector<Returned>& returned) {
  std::vector<std::string> phrases;
  for (const std::string& phone : phones) {
    for (const std::string& digits : searchedDigits(phone)) {
      addOnce(phrases, phrase(digits));
    }
  }
  if (phrases.empty()) {
    return {};
  }
  std::vector<std::string> objects;
  for (const Returned& each : returned) {
    objects.push_back(std::string(each.object) + '(' + joined(each.fields, ",") + " LIMIT " +
                      std::to_string(kCandidatesMax) + ')');
  }
  return "FIND {" + joined(phrases, " OR ") + "} IN PHONE FIELDS RETURNING " + joined(objects, ",");
}

}  // namespace bailey::salesforce
