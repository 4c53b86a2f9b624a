#include "plugin_host/sample_question.h"

#include "talkdesk/request_reader.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>

namespace bailey::plugin_host {
namespace {

constexpr std::chrono::seconds kCallTime{2};
constexpr std::size_t kAnswerBytesMax = 1024 * 1024;

bool isFailure(talkdesk::Failure failure) {
  using talkdesk::Failure;
  return failure == Failure::PluginMisbehaved || failure == Failure::Internal ||
         failure == Failure::Unavailable || failure == Failure::DeadlineExceeded;
}

}  // namespace

SampleAnswer askSampleQuestion(PluginInstance& instance) {
  constexpr auto kOperation = talkdesk::Operation::AuthValidation;
  if (instance.library().manifest().execution(kOperation) == Execution::Unset) {
    return SampleAnswer::Unset;
  }
  const std::atomic<bool> never{false};
  std::string body = R"({"auth":{}})";
  body.reserve(body.size() + talkdesk::kBodyPadding);
  const PluginAnswer answer = instance.handle(
      {kOperation, {}, "sample", body, std::chrono::steady_clock::now() + kCallTime, never},
      kAnswerBytesMax);
  return answer.failure && isFailure(*answer.failure) ? SampleAnswer::Failed : SampleAnswer::Good;
}

}  // namespace bailey::plugin_host
