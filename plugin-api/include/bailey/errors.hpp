// What an adapter throws: Error from an operation, InvalidSettings from its constructor.
#pragma once

#include "bailey/abi.h"

#include <chrono>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace bailey {

// Why an operation has no answer. Throw it; how it becomes an HTTP status is the host's business.
// `message` is one sentence for the person who reads it in Talkdesk: no credential, no dump.
class Error : public std::exception {
public:
  enum class Code : std::int32_t {
    InvalidRequest = BAILEY_INVALID_REQUEST,
    Unauthorized = BAILEY_UNAUTHORIZED,  // only while nothing has been written to the CRM
    Forbidden = BAILEY_FORBIDDEN,
    NotFound = BAILEY_NOT_FOUND,
    Conflict = BAILEY_CONFLICT,
    Rejected = BAILEY_REJECTED,
    RateLimited = BAILEY_RATE_LIMITED,
    Unavailable = BAILEY_UNAVAILABLE,  // never Unauthorized for an outage
    Timeout = BAILEY_TIMEOUT,
    NotSupported = BAILEY_NOT_SUPPORTED,
    Cancelled = BAILEY_CANCELLED,
    Internal = BAILEY_INTERNAL,
  };

  explicit Error(Code code, std::string message = {}, std::chrono::seconds retry_after = {})
      : code_(code),
        message_(std::move(message)),
        retry_after_(retry_after) {}

  [[nodiscard]] Code code() const noexcept { return code_; }

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

  [[nodiscard]] std::chrono::seconds retryAfter() const noexcept { return retry_after_; }

private:
  Code code_;
  std::string message_;
  std::chrono::seconds retry_after_;
};

// The integration's settings are wrong. Thrown by an adapter's constructor; collect all complaints:
//   std::vector<InvalidSettings::Complaint> complaints; ... throw InvalidSettings(complaints);
class InvalidSettings : public std::exception {
public:
  struct Complaint {
    std::string pointer;  // JSON pointer inside the settings: "/database"
    std::string message;  // what is wrong and what is allowed; never a secret value
  };

  explicit InvalidSettings(std::vector<Complaint> complaints)
      : complaints_(std::move(complaints)) {}

  // So that a list in braces is one thing only: InvalidSettings({{"/a", "..."}, {"/b", "..."}})
  InvalidSettings(std::initializer_list<Complaint> complaints) : complaints_(complaints) {}

  InvalidSettings(std::string pointer, std::string message)
      : complaints_{{std::move(pointer), std::move(message)}} {}

  [[nodiscard]] const std::vector<Complaint>& complaints() const noexcept { return complaints_; }

  [[nodiscard]] const char* what() const noexcept override { return "invalid settings"; }

private:
  std::vector<Complaint> complaints_;
};

}  // namespace bailey
