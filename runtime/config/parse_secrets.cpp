#include "config/parse_secrets.h"

#include <optional>
#include <utility>

namespace bailey::config {
namespace {

constexpr std::size_t kSecretsMax = 32;
constexpr std::size_t kAcceptedMax = 2;  // The one going out of use and the one coming in.

// Which of the keys that say where a secret is are present. Exactly one has to be.
template <std::size_t Count>
bool hasOneOf(const nlohmann::json& source,
              const std::array<std::string_view, Count>& keys,
              const std::string& pointer,
              Complaints& complaints) {
  std::size_t present = 0;
  std::string names;
  for (std::size_t i = 0; i < Count; ++i) {
    present += source.contains(keys[i]) ? 1U : 0U;
    names += i == 0 ? "" : (i + 1 == Count ? " or " : ", ");
    names += inQuotes(keys[i]);
  }
  if (present != 1) {
    complaints.add(pointer,
                   "must hold exactly one of " + names + ", but holds " +
                       (present == 0 ? "none" : std::to_string(present)) + " of them");
  }
  return present == 1;
}

// A secret written down where its place belongs is a likely mistake, so the complaint says more
// than the type.
bool mustBeObject(const nlohmann::json& source,
                  std::string_view with,
                  const std::string& pointer,
                  Complaints& complaints) {
  if (!source.is_object()) {
    complaints.add(pointer,
                   "must be an object with " + std::string(with) + ", but is " +
                       describe(source, Values::Hidden));
  }
  return source.is_object();
}

// The secret that the "file" or "env" of `reader` leads to. Complaints name neither the place (what
// stands there may be the secret itself, by mistake) nor the value.
std::optional<SecretSource> findSecret(ObjectReader& reader, const ReadContext& context) {
  SecretSource source;
  std::filesystem::path file;
  reader.path(Need::Optional, "file", file, context.folder);
  std::string variable;
  reader.text(Need::Optional, "env", variable, kVariableName);
  if (!file.empty()) {
    auto content = context.surroundings.secret_file(file);
    if (!content.ok()) {
      reader.complain("file", content.error().message);
      return std::nullopt;
    }
    source.origin = SecretOrigin::File;
    source.place = file.string();
    source.value = std::move(content.value());
  } else if (!variable.empty()) {
    auto content = context.surroundings.variable(variable);
    if (!content) {
      reader.complain("env", "the environment variable named here is not set");
      return std::nullopt;
    }
    source.origin = SecretOrigin::Environment;
    source.place = variable;
    source.value = core::Secret::takeFrom(*content);
  } else {
    return std::nullopt;
  }
  if (source.value.empty()) {
    reader.complain(source.origin == SecretOrigin::File ? "file" : "env",
                    "the secret found here is empty");
    return std::nullopt;
  }
  return source;
}

void parseOne(const nlohmann::json& source,
              const std::string& pointer,
              const TextRule& rule,
              const ReadContext& context,
              FoundSecrets& result) {
  static constexpr std::array<std::string_view, 3> kKeys = {"sha256", "file", "env"};
  if (!mustBeObject(source, "one of sha256, file, env", pointer, context.complaints)) {
    return;
  }
  ObjectReader reader(source, pointer, context.complaints, Values::Hidden);
  std::string hex;
  reader.text(Need::Optional, "sha256", hex, kHexDigest);
  std::optional<core::Sha256Digest> digest = core::sha256FromHex(hex);
  const bool one = hasOneOf(source, kKeys, pointer, context.complaints);
  const std::optional<SecretSource> found = findSecret(reader, context);
  reader.finish();
  SecretPlace place;
  if (found) {
    if (!rule.accepts(found->value.reveal())) {
      reader.complain(found->origin == SecretOrigin::File ? "file" : "env",
                      "the secret found here must be " + std::string(rule.what));
      return;
    }
    digest = core::sha256(found->value.reveal());
    place = {found->origin, found->place};
  }
  if (one && digest) {
    result.digests.push_back(*digest);
    result.places.push_back(std::move(place));
  }
}

}  // namespace

std::map<std::string, SecretSource> parseSecrets(const nlohmann::json& secrets,
                                                 const std::string& pointer,
                                                 const ReadContext& context) {
  static constexpr std::array<std::string_view, 2> kKeys = {"file", "env"};
  std::map<std::string, SecretSource> result;
  if (secrets.size() > kSecretsMax) {
    context.complaints.add(pointer,
                           "must hold at most " + std::to_string(kSecretsMax) +
                               " secrets, but has " + std::to_string(secrets.size()));
    return result;
  }
  for (const auto& [name, source] : secrets.items()) {
    if (!kSecretName.accepts(name)) {
      context.complaints.add(
          pointer,
          "the secret's name " + inQuotes(name) + " must be " + std::string(kSecretName.what));
    }
    const std::string place = childPointer(pointer, name);
    if (!mustBeObject(source, "file or env", place, context.complaints)) {
      continue;
    }
    ObjectReader reader(source, place, context.complaints, Values::Hidden);
    hasOneOf(source, kKeys, place, context.complaints);
    if (auto found = findSecret(reader, context)) {
      result.emplace(name, std::move(*found));
    }
    reader.finish();
  }
  return result;
}

FoundSecrets parseAcceptedSecrets(const nlohmann::json& accepted,
                                  const std::string& pointer,
                                  const TextRule& rule,
                                  const ReadContext& context) {
  FoundSecrets result;
  if (!accepted.is_array()) {
    parseOne(accepted, pointer, rule, context, result);
    return result;
  }
  if (accepted.empty() || accepted.size() > kAcceptedMax) {
    context.complaints.add(pointer,
                           "must be one secret or a list of 1 to " + std::to_string(kAcceptedMax) +
                               ", but has " + std::to_string(accepted.size()));
    return result;
  }
  for (std::size_t i = 0; i < accepted.size(); ++i) {
    parseOne(accepted[i], childPointer(pointer, i), rule, context, result);
  }
  if (result.digests.size() == kAcceptedMax && result.digests[0] == result.digests[1]) {
    context.complaints.add(pointer, "both secrets are the same; write it once, or a new one");
  }
  return result;
}

}  // namespace bailey::config
