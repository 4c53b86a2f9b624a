// A small bridge with real TLS that keeps the contract, or breaks exactly one rule of it. Written
// without the runtime's own code, so that a mistake there cannot agree with itself here.
#pragma once

#include "fakes/test_certificates.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace bailey::fakes {

enum class Fault : std::uint8_t {
  None,
  AcceptsWrongCredential,  // 200 whatever the token is.
  RefusesRightCredential,  // 401 whatever the token is.
  StoresAnObject,          // Auth validation answers a field that is no scalar.
  BodyIn204,               // Auth validation answers 204 with a body.
  TypeIn204,               // Auth validation answers 204 without a body but with a Content-Type.
  NullNextOffset,          // The last page of contacts says "next_offset": null.
  EmptyNextOffset,         // The last page of contacts says "next_offset": "".
  NumericNextOffset,       // The second page's next_offset is a number.
  NoCheckpoint,            // The second page of contacts has none.
  RepeatedPage,            // The second page of contacts is the first one again, then on.
  SameNextOffset,          // The second page's next_offset is the first one's.
  EndlessEmptyPages,       // After the first page only empty ones, each with a new next_offset.
  NumericContactId,        // One contact's id is a number.
  ContactWithoutName,
  NullPhones,            // One contact says "phones": null.
  NullCompany,           // One contact says "company": null.
  NewestFirst,           // Contacts are sorted the wrong way round.
  LosesSameSecond,       // "After the checkpoint" leaves out the rest of its second.
  CheckpointIsNow,       // Every page's checkpoint is the present time.
  EmptyForStrangers,     // Contacts for a wrong token are 200 and an empty list.
  IgnoresCheckpoint,     // Every run returns everything.
  FailureAs200,          // The third page is 200 with {"error": ...} and no contacts.
  TextAgentOffset,       // next_offset of agents is a string.
  NullAgentOffset,       // The last page of agents says "next_offset": null.
  NumericAgentId,        // One agent's id is a number.
  DuplicateAgent,        // The second page of agents begins with the first one's last.
  InteractionsInObject,  // {"interactions": [...]}
  UnknownStatus,         // One interaction's status is "in_progress".
  NullPriority,          // One interaction says "priority": null.
  NumericInteractionId,  // One interaction's id is a number.
  IsoDate,               // Dates like 2024-02-28T10:02:00Z.
  NoSuchDay,             // The 30th of February.
  OtherTypes,            // Interactions of types that were not asked for.
  IgnoresPhones,         // Finds nobody by phone.
  ActionStatus200,
  ActionForgets,        // 201, but the ticket is nowhere.
  ActionRefuses,        // 400 with a message.
  ActionFailsSilently,  // 400 without a message.
  NullExternalId,       // The action's answer says "external_id": null.
  HtmlType,             // Content-Type: text/html on contacts.
  NoJson,               // Agents are an HTML page that says it is JSON.
  UnknownPathIs200,
  GetIs200,
  No405Allow,             // 405 without Allow.
  HtmlError,              // The 401 is a page of HTML.
  LeaksCredential,        // The 401's message repeats the token.
  Redirects,              // Agents are answered with 302.
  ForbidsStrangers,       // 403 for a wrong token, where 401 belongs.
  EndsMidBody,            // Agents: the connection ends before Content-Length bytes came.
  TruncatesChunk,         // Agents: the connection ends in a chunk.
  EchoesCredential,       // An auth error repeats the whole request, in the wrong type.
  Hangs,                  // Agents are never answered.
  ClosesKeptConnections,  // The second request on every connection is dropped, unanswered.
};

class FakeBridge {
public:
  static constexpr const char* kToken = "tok-7b1e0c94-right";
  static constexpr const char* kPathSecret = "c0ffee5ec4e7path";
  static constexpr std::size_t kContacts = 25;
  static constexpr std::size_t kAgents = 5;

  // Listens on a free port of 127.0.0.1.
  FakeBridge(const TestCertificates& certificates, Fault fault);
  FakeBridge(const FakeBridge&) = delete;
  FakeBridge& operator=(const FakeBridge&) = delete;
  FakeBridge(FakeBridge&&) = delete;
  FakeBridge& operator=(FakeBridge&&) = delete;
  ~FakeBridge();

  // Of the integration, with its secret.
  [[nodiscard]] std::string url(const std::string& host = "localhost") const;
  [[nodiscard]] std::uint16_t port() const;

  // The right auth object.
  [[nodiscard]] static nlohmann::json auth();

  // Requests that reached the action.
  [[nodiscard]] std::size_t actionsRun() const;

  // Calls with org_id, which auth validation asks to store.
  [[nodiscard]] std::size_t callsWithStoredField() const;

  // Bodies of all requests so far.
  [[nodiscard]] std::vector<nlohmann::json> requests() const;

  // From now on this access_token proves as much as the right token. A second call replaces it.
  void acceptAccessToken(const std::string& token);

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace bailey::fakes
