#include "pipeline/request_id.h"

#include "http/response_head.h"

#include <array>
#include <charconv>
#include <random>

namespace bailey::pipeline {

RequestId::RequestId() {
  std::array<char, 8> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), std::random_device{}(), 16).ptr;
  const auto length = static_cast<std::size_t>(end - digits.data());
  prefix_ = std::string(digits.size() - length, '0') + std::string(digits.data(), length) + '-';
}

Step RequestId::run(Exchange& exchange) {
  const auto given = exchange.head->find("x-request-id");
  if (given && http::isRequestId(*given)) {
    exchange.request_id = *given;
    return Step::Next;
  }
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ++count_).ptr;
  exchange.request_id = prefix_;
  exchange.request_id.append(digits.data(), end);
  return Step::Next;
}

}  // namespace bailey::pipeline
