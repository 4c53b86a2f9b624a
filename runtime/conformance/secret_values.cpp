#include "conformance/secret_values.h"

#include "talkdesk/credential_guard.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace bailey::conformance {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 11> kSecretWords = {"password",
                                                           "passwd",
                                                           "passphrase",
                                                           "secret",
                                                           "token",
                                                           "credential",
                                                           "api_key",
                                                           "apikey",
                                                           "access_key",
                                                           "private_key",
                                                           "authorization"};

// As JSON writes it, without the quotation marks.
std::string escaped(std::string_view text) {
  const std::string quoted = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

bool soundsSecret(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return std::any_of(kSecretWords.begin(), kSecretWords.end(), [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

void SecretValues::add(std::string name, std::string_view value, Kind kind) {
  if (value.size() < talkdesk::kCredentialBytesMin) {
    return;
  }
  values_.push_back({name, std::string(value), kind});
  if (std::string text = escaped(value); text != value) {
    values_.push_back({std::move(name), std::move(text), kind});
  }
  std::stable_sort(values_.begin(), values_.end(), [](const Value& one, const Value& other) {
    return one.text.size() > other.text.size();
  });
}

void SecretValues::addAuth(const json& auth) {
  bool any_sounds_secret = false;
  for (const auto& [name, value] : auth.items()) {
    any_sounds_secret = any_sounds_secret || soundsSecret(name);
  }
  for (const auto& [name, value] : auth.items()) {
    if (value.is_string()) {
      const bool is_secret = !any_sounds_secret || soundsSecret(name);
      add("auth." + name,
          value.get_ref<const std::string&>(),
          is_secret ? Kind::Secret : Kind::Identity);
    }
  }
}

void SecretValues::addSettings(const json& settings) {
  addNamed("settings", "", settings);
}

void SecretValues::addNamed(const std::string& place, std::string_view name, const json& value) {
  if (value.is_string() && soundsSecret(name)) {
    add(place, value.get_ref<const std::string&>(), Kind::Secret);
  }
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      addNamed(place + "." + key, key, member);
    }
  } else if (value.is_array()) {
    for (const json& element : value) {
      addNamed(place, name, element);
    }
  }
}

std::string SecretValues::find(std::string_view text, bool secret_only) const {
  for (const Value& value : values_) {
    if ((!secret_only || value.kind == Kind::Secret) &&
        text.find(value.text) != std::string_view::npos) {
      return value.name;
    }
  }
  return {};
}

std::string SecretValues::redact(std::string_view text) const {
  std::string out(text);
  for (const Value& value : values_) {
    for (std::size_t at = out.find(value.text); at != std::string::npos;
         at = out.find(value.text, at + 3)) {
      out.replace(at, value.text.size(), "***");
    }
  }
  return out;
}

}  // namespace bailey::conformance
