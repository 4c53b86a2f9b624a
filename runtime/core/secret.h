// Secret: bytes nobody may print. There is no operator<<, no conversion to a string and no copy by
// accident, so a secret reaches a log line only if somebody writes reveal() there. The memory is
// overwritten when the secret dies. (reliability.md §3, credential leakage)
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace bailey::core {

class Secret {
public:
  Secret() = default;

  // Copies `bytes`; the caller's own copy stays what it was.
  static Secret copyOf(std::string_view bytes) {
    Secret secret;
    // Not a std::string: its small buffer would leave bytes behind at every move.
    secret.bytes_ = std::make_unique<char[]>(bytes.size());
    secret.size_ = bytes.size();
    std::copy(bytes.begin(), bytes.end(), secret.bytes_.get());
    return secret;
  }

  // Takes what `source` holds and leaves it empty, its memory overwritten.
  static Secret takeFrom(std::string& source) {
    Secret secret = copyOf(source);
    source.resize(source.capacity());
    explicit_bzero(source.data(), source.size());
    source.clear();
    return secret;
  }

  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  Secret(Secret&& other) noexcept
      : bytes_(std::move(other.bytes_)),
        size_(std::exchange(other.size_, 0)) {}

  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe();
      bytes_ = std::move(other.bytes_);
      size_ = std::exchange(other.size_, 0);
    }
    return *this;
  }

  ~Secret() { wipe(); }

  // A second secret with the same bytes, for a second owner.
  [[nodiscard]] Secret copy() const { return copyOf(reveal()); }

  // The bytes, valid until this secret is moved from, assigned to or destroyed. Hand them to what
  // needs them; never to a message.
  [[nodiscard]] std::string_view reveal() const {
    return size_ == 0 ? std::string_view() : std::string_view(bytes_.get(), size_);
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }

private:
  void wipe() {
    if (size_ != 0) {
      explicit_bzero(bytes_.get(), size_);
    }
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
};

}  // namespace bailey::core
