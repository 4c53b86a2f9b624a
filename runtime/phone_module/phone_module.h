// The border between bailey and bailey_phone.so, which is one constant of type bailey_phone.
#pragma once

namespace bailey::phone_module {

constexpr const char* kFileName = "bailey_phone.so";
constexpr const char* kSymbol = "bailey_phone_module_v1";

}  // namespace bailey::phone_module
