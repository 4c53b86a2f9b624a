#include "simulator/interaction_retrieval.h"

#include "simulator/answer_fields.h"

#include <utility>

namespace bailey::simulator {
namespace {

constexpr Rule kStatus{"1.3", "interactions are answered with 200"};

}  // namespace

std::optional<RetrievedInteractions> retrieveInteractions(Session& session,
                                                          StepRun& step,
                                                          const BridgeUrl& at,
                                                          const nlohmann::json& data,
                                                          const std::set<std::string>& types) {
  nlohmann::json meta = nlohmann::json::object();
  if (!types.empty()) {
    meta["interaction_types"] = types;
  }
  const auto answer = step.post(
      Effect::Reads, at, {{"auth", session.credentials.stored}, {"meta", meta}, {"data", data}});
  if (!answer || !hasStatus(*answer, {200}, kStatus, step.findings())) {
    return std::nullopt;
  }
  auto body = readBody(*answer, step.findings());
  if (!body) {
    return std::nullopt;
  }
  Interactions found = checkInteractions(*body, types, step.findings());
  return RetrievedInteractions{std::move(found), std::move(*body)};
}

}  // namespace bailey::simulator
