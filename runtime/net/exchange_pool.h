// Exchanges to use again: a request that is answered on the spot costs no memory management.
#pragma once

#include "pipeline/exchange.h"

#include <memory>
#include <utility>
#include <vector>

namespace bailey::net {

// One loop's; not thread-safe.
class ExchangePool {
public:
  [[nodiscard]] std::shared_ptr<pipeline::Exchange> take() {
    if (free_.empty()) {
      return std::make_shared<pipeline::Exchange>();
    }
    auto exchange = std::move(free_.back());
    free_.pop_back();
    return exchange;
  }

  // REQUIRES: no other thread ever had `exchange`.
  void giveBack(const std::shared_ptr<pipeline::Exchange>& exchange) {
    if (free_.size() < kFreeMax && exchange->body.capacity() <= kBodyBytesMax) {
      exchange->reset();
      free_.push_back(exchange);
    }
  }

private:
  static constexpr std::size_t kFreeMax = 64;
  static constexpr std::size_t kBodyBytesMax = 64 * 1024;

  std::vector<std::shared_ptr<pipeline::Exchange>> free_;
};

}  // namespace bailey::net
