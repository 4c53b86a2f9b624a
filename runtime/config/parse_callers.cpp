#include "config/parse_callers.h"

#include <strings.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace bailey::config {
namespace {

// Fields that frame or route the request: a caller cannot choose them, or a proxy rewrites them.
constexpr std::array<std::string_view, 11> kReservedHeaders = {"connection",
                                                               "content-length",
                                                               "content-type",
                                                               "expect",
                                                               "host",
                                                               "keep-alive",
                                                               "proxy-connection",
                                                               "te",
                                                               "trailer",
                                                               "transfer-encoding",
                                                               "upgrade"};

bool sameHeader(std::string_view one, std::string_view other) {
  return one.size() == other.size() && strncasecmp(one.data(), other.data(), one.size()) == 0;
}

AcceptedSecrets secretsUnder(ObjectReader& reader,
                             std::string_view key,
                             const TextRule& rule,
                             const ReadContext& context) {
  static constexpr std::string_view kExpected =
      "an object with one of sha256, file, env, or a list of two such objects";
  const nlohmann::json* found = reader.value(Need::Required, key, kExpected);
  if (found == nullptr) {
    return {};
  }
  return parseAcceptedSecrets(*found, reader.pointerTo(key), rule, context).digests;
}

BasicCaller parseBasic(ObjectReader& reader, const ReadContext& context) {
  BasicCaller basic;
  reader.text(Need::Required, "user", basic.user, kBasicUser);
  basic.password = secretsUnder(reader, "password", kSecretValue, context);
  reader.finish();
  return basic;
}

HeaderCaller parseHeader(ObjectReader& reader, const ReadContext& context) {
  HeaderCaller header;
  reader.text(Need::Required, "name", header.name, kHeaderName);
  const bool reserved = std::any_of(
      kReservedHeaders.begin(), kReservedHeaders.end(), [&header](std::string_view name) {
        return sameHeader(name, header.name);
      });
  if (reserved) {
    reader.complain("name",
                    "must not be " + inQuotes(header.name) +
                        ", which HTTP itself uses; choose a name like X-Bridge-Key");
  }
  header.secret = secretsUnder(reader, "secret", kSecretValue, context);
  reader.finish();
  return header;
}

CertificateCaller parseCertificate(ObjectReader& reader, const ReadContext& context) {
  CertificateCaller certificate;
  reader.path(Need::Required, "ca", certificate.ca, context.folder);
  const nlohmann::json* names = reader.list(Need::Required, "names", "certificate names", {1, 16});
  std::set<std::string> seen;
  for (std::size_t i = 0; names != nullptr && i < names->size(); ++i) {
    const nlohmann::json& name = (*names)[i];
    const std::string pointer = childPointer(reader.pointerTo("names"), i);
    if (!name.is_string() || !kCertificateName.accepts(name.get_ref<const std::string&>())) {
      context.complaints.add(pointer,
                             "must be " + std::string(kCertificateName.what) + ", but is " +
                                 describe(name, Values::Hidden));
    } else if (!seen.insert(name.get<std::string>()).second) {
      context.complaints.add(pointer, "is given twice; keep one of them");
    } else {
      certificate.names.push_back(name.get<std::string>());
    }
  }
  reader.finish();
  return certificate;
}

Callers parseProofs(ObjectReader& reader, const ReadContext& context) {
  Callers callers;
  if (const auto* found = reader.value(Need::Optional, "path_secret", "")) {
    FoundSecrets accepted =
        parseAcceptedSecrets(*found, reader.pointerTo("path_secret"), kPathSecretValue, context);
    callers.path_secret = std::move(accepted.digests);
    callers.path_secret_places = std::move(accepted.places);
  }
  if (auto part = reader.object(Need::Optional, "basic")) {
    callers.basic = parseBasic(*part, context);
  }
  if (auto part = reader.object(Need::Optional, "header")) {
    callers.header = parseHeader(*part, context);
  }
  if (auto part = reader.object(Need::Optional, "mtls")) {
    callers.mtls = parseCertificate(*part, context);
  }
  if (callers.basic && callers.header && sameHeader(callers.header->name, "Authorization")) {
    reader.complain("header",
                    "must not use Authorization together with basic, which uses it as well");
  }
  reader.finish();
  if (!callers.path_secret.empty() || callers.basic || callers.header || callers.mtls) {
    callers.policy = CallerPolicy::Proven;
  }
  return callers;
}

}  // namespace

Callers parseCallers(const nlohmann::json& callers,
                     const std::string& pointer,
                     const ReadContext& context) {
  if (callers.is_string() && callers.get_ref<const std::string&>() == kAnyoneMayCall) {
    Callers open;
    open.policy = CallerPolicy::Anyone;
    return open;
  }
  if (!callers.is_object() || callers.empty()) {
    context.complaints.add(
        pointer, "must be " + expectedCallers() + ", but is " + describe(callers, Values::Hidden));
    return {};
  }
  ObjectReader reader(callers, pointer, context.complaints, Values::Hidden);
  return parseProofs(reader, context);
}

std::string expectedCallers() {
  return "an object with at least one of path_secret, basic, header, mtls, or exactly the text \"" +
         std::string(kAnyoneMayCall) + "\"";
}

}  // namespace bailey::config
