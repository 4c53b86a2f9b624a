// Whether this build runs under AddressSanitizer or ThreadSanitizer, which need more memory and
// more rights than the process they watch.
#pragma once

namespace bailey::core {

// GCC says it with macros, clang with features.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool kSanitized = false;
#endif

}  // namespace bailey::core
