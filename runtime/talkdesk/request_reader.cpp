#include "talkdesk/request_reader.h"

#include "talkdesk/action_inputs.h"
#include "talkdesk/json_reading.h"
#include "talkdesk/request_problem.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

// Bodies up to this size are parsed in memory that stays with the reader.
constexpr std::size_t kKeptBytes = std::size_t{256} * 1024;

// From here on names are sorted rather than compared one with another.
constexpr std::size_t kFewNames = 16;

constexpr std::array<std::string_view, 3> kEnvelopeNames = {"auth", "meta", "data"};

struct Envelope {
  std::optional<dom::object> auth;  // absent: was null or absent
  std::optional<dom::object> meta;
  std::optional<dom::object> data;
};

Problem describe(simdjson::error_code error, const JsonLimits& limits) {
  switch (error) {
    case simdjson::EMPTY:
      return malformed("The request body is empty.");
    case simdjson::DEPTH_ERROR:
      return malformed("The request body is nested deeper than " + std::to_string(limits.depth) +
                       " levels.");
    case simdjson::UTF8_ERROR:
      return malformed("The request body is not valid UTF-8.");
    case simdjson::NUMBER_ERROR:
      return malformed("The request body holds a number that is malformed or out of range.");
    case simdjson::CAPACITY:
      return {Failure::PayloadTooLarge, {}};
    case simdjson::MEMALLOC:
      return {Failure::Overloaded, {}};
    default:
      return malformed("The request body is not valid JSON.");
  }
}

bool hasDuplicateNames(dom::object object) {
  std::array<std::string_view, kFewNames> few;
  std::vector<std::string_view> many;
  std::size_t count = 0;
  for (const dom::key_value_pair member : object) {
    if (count < kFewNames) {
      const auto* const end = few.data() + count;
      if (std::find(static_cast<const std::string_view*>(few.data()), end, member.key) != end) {
        return true;
      }
      few[count] = member.key;
    } else {
      many.push_back(member.key);
    }
    ++count;
  }
  if (many.empty()) {
    return false;
  }
  many.insert(many.end(), few.begin(), few.end());
  std::sort(many.begin(), many.end());
  return std::adjacent_find(many.begin(), many.end()) != many.end();
}

bool holdsNul(dom::element element) {
  std::string_view text;
  if (element.get(text) == simdjson::SUCCESS) {
    return text.find('\0') != std::string_view::npos;
  }
  dom::array array;
  if (element.get(array) == simdjson::SUCCESS) {
    return std::any_of(array.begin(), array.end(), holdsNul);
  }
  dom::object object;
  if (element.get(object) == simdjson::SUCCESS) {
    for (const dom::key_value_pair member : object) {
      if (holdsNul(member.value)) {
        return true;
      }
    }
  }
  return false;
}

// Null, text of nothing but spaces, [] and {}. False and 0 are values.
bool isEmpty(dom::element element) {
  dom::array array;
  if (element.get(array) == simdjson::SUCCESS) {
    return array.begin() == array.end();
  }
  dom::object object;
  if (element.get(object) == simdjson::SUCCESS) {
    return object.begin() == object.end();
  }
  return isBlank(element);
}

bool isFilled(const std::optional<dom::object>& object, std::string_view name) {
  dom::element value;
  return object && object->at_key(name).get(value) == simdjson::SUCCESS && !isEmpty(value);
}

MaybeProblem readObject(const std::optional<dom::element>& element,
                        std::string_view name,
                        std::optional<dom::object>& out) {
  if (!element) {
    return std::nullopt;
  }
  dom::object object;
  if (element->get(object) != simdjson::SUCCESS) {
    return malformed("/" + std::string(name) + " must be an object.");
  }
  out = object;
  return std::nullopt;
}

MaybeProblem readEnvelope(dom::object root, Operation operation, Envelope& envelope) {
  if (hasDuplicateNames(root)) {
    return malformed("A name appears twice at the top of the request body.");
  }
  const auto members = pickMembers(root, kEnvelopeNames);
  if (auto problem = readObject(members[0], "auth", envelope.auth)) {
    return problem;
  }
  if (operation == Operation::AuthValidation) {
    return std::nullopt;  // Nothing else is documented for it, so nothing else can be wrong.
  }
  if (auto problem = readObject(members[1], "meta", envelope.meta)) {
    return problem;
  }
  return readObject(members[2], "data", envelope.data);
}

MaybeProblem checkAuthValues(dom::object auth, const Profile& profile) {
  if (hasDuplicateNames(auth)) {
    return malformed("A name appears twice in /auth.");
  }
  for (const dom::key_value_pair member : auth) {
    if (!holdsNul(member.value)) {
      continue;
    }
    for (const AuthenticationField& field : profile.authentication_configuration) {
      if (field.field_name == member.key) {
        return malformed("/auth/" + field.field_name + " holds a NUL character.");
      }
    }
    return malformed("A member of /auth holds a NUL character.");
  }
  return std::nullopt;
}

MaybeProblem checkAuth(const Envelope& envelope, Operation operation, const Profile& profile) {
  if (envelope.auth) {
    if (auto problem = checkAuthValues(*envelope.auth, profile)) {
      return problem;
    }
  }
  if (profile.authentication_type == AuthenticationType::None) {
    return std::nullopt;
  }
  for (const AuthenticationField& field : profile.authentication_configuration) {
    // A field Talkdesk does not store reaches the bridge once, to be validated. (contract.md §7.2)
    const bool is_due = field.store || operation == Operation::AuthValidation;
    if (field.mandatory && is_due && !isFilled(envelope.auth, field.field_name)) {
      return Problem{Failure::MissingCredential,
                     "The connection setting \"" + field.field_name +
                         "\" is missing. Fill it in and connect again."};
    }
  }
  return std::nullopt;
}

MaybeProblem readScalar(const std::optional<dom::element>& element,
                        std::string_view pointer,
                        std::string& out) {
  ScalarText text;
  if (element && !text.readTextOrNumber(*element)) {
    return malformed(std::string(pointer) + " must be text or a number.");
  }
  out = text.view();
  return std::nullopt;
}

MaybeProblem readPosition(dom::object meta, Operation operation, RequestFacts& facts) {
  constexpr std::array<std::string_view, 2> kNames = {"offset", "synchronization_checkpoint"};
  const auto members = pickMembers(meta, kNames);
  if (auto problem = readScalar(members[0], "/meta/offset", facts.offset)) {
    return problem;
  }
  if (operation != Operation::ContactSynchronization) {
    return std::nullopt;
  }
  auto problem = readScalar(members[1], "/meta/synchronization_checkpoint", facts.checkpoint);
  facts.has_checkpoint = !facts.checkpoint.empty();
  return problem;
}

MaybeProblem readInteractionTypes(dom::object meta, RequestFacts& facts) {
  constexpr std::array<std::string_view, 1> kNames = {"interaction_types"};
  const auto types = pickMembers(meta, kNames)[0];
  if (!types) {
    return std::nullopt;
  }
  facts.interaction_types_given = true;
  std::string_view type;
  if (types->get(type) == simdjson::SUCCESS) {
    facts.interaction_types.emplace_back(type);
    return std::nullopt;
  }
  dom::array list;
  if (types->get(list) != simdjson::SUCCESS) {
    return malformed("/meta/interaction_types must be a list of texts.");
  }
  for (const dom::element element : list) {
    if (element.get(type) == simdjson::SUCCESS) {
      facts.interaction_types.emplace_back(type);
    }
  }
  return std::nullopt;
}

MaybeProblem checkActionIds(dom::object meta) {
  constexpr std::array<std::string_view, 2> kNames = {"contact_external_id", "agent_external_id"};
  const auto members = pickMembers(meta, kNames);
  std::string id;
  for (std::size_t at = 0; at < kNames.size(); ++at) {
    if (auto problem = readScalar(members[at], "/meta/" + std::string(kNames[at]), id)) {
      return problem;
    }
  }
  return std::nullopt;
}

MaybeProblem readAction(const Envelope& envelope, const Action& action, RequestFacts& facts) {
  if (envelope.meta) {
    if (auto problem = checkActionIds(*envelope.meta)) {
      return problem;
    }
  }
  std::vector<InputChange> changes;
  auto problem = readInputs(envelope.data, action, changes);
  if (!problem && !changes.empty()) {
    facts.rewritten_body = withChanges(facts.body, changes);
  }
  return problem;
}

MaybeProblem readFacts(const Envelope& envelope,
                       Operation operation,
                       const Action* action,
                       RequestFacts& facts) {
  switch (operation) {
    case Operation::ContactSynchronization:
    case Operation::AgentSynchronization:
      return envelope.meta ? readPosition(*envelope.meta, operation, facts) : std::nullopt;
    case Operation::InteractionRetrieval:
      return envelope.meta ? readInteractionTypes(*envelope.meta, facts) : std::nullopt;
    case Operation::Action:
      return action != nullptr ? readAction(envelope, *action, facts) : std::nullopt;
    default:
      return std::nullopt;
  }
}

// Every name and element takes two bytes at least, its own and the one behind it, so most bodies
// need not be counted.
bool mayHoldMoreThan(std::size_t members, std::string_view body) {
  return body.size() / 2 > members;
}

}  // namespace

core::Result<RequestFacts, Refusal> RequestReader::read(std::string_view body,
                                                        Operation operation,
                                                        const Profile& profile,
                                                        const Action* action,
                                                        const JsonLimits& limits) {
  RequestFacts facts;
  facts.body = body;
  const auto findProblem = [&]() -> MaybeProblem {
    dom::element root;
    const auto error = parseBounded(parser_, body, limits.depth, root);
    if (error != simdjson::SUCCESS) {
      return describe(error, limits);
    }
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS) {
      return malformed("The request body must be a JSON object.");
    }
    if (mayHoldMoreThan(limits.members, body) && hasMoreMembersThan(root, limits.members)) {
      return malformed("The request body holds more than " + std::to_string(limits.members) +
                       " members.");
    }
    if (body.size() > limits.string_bytes && hasLongerStringThan(root, limits.string_bytes)) {
      return malformed("A text in the request body is longer than " +
                       std::to_string(limits.string_bytes) + " bytes.");
    }
    Envelope envelope;
    if (auto problem = readEnvelope(object, operation, envelope)) {
      return problem;
    }
    if (auto problem = checkAuth(envelope, operation, profile)) {
      return problem;
    }
    return readFacts(envelope, operation, action, facts);
  };
  auto problem = findProblem();
  releaseIfLarge(parser_, kKeptBytes);
  if (problem) {
    return refuse(problem->failure,
                  operation,
                  profile.dialect,
                  profile.authentication_type,
                  std::move(problem->message));
  }
  return facts;
}

}  // namespace bailey::talkdesk
