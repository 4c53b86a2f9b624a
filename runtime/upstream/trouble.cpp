#include "upstream/trouble.h"

namespace bailey::upstream {
namespace {

struct Words {
  std::string_view name;
  std::string_view message;
};

constexpr std::string_view kUnreachable = "The CRM cannot be reached. Please try again later.";
constexpr std::string_view kGarbled = "The CRM gave an answer that cannot be read.";

Words wordsOf(Trouble trouble) {
  switch (trouble) {
    case Trouble::NotAllowed:
      return {"not_allowed", kUnreachable};
    case Trouble::BadRequest:
      return {"bad_request", "The request cannot be sent to the CRM as it is."};
    case Trouble::NoAddress:
      return {"no_address", kUnreachable};
    case Trouble::Connect:
      return {"connect", kUnreachable};
    case Trouble::TlsUntrusted:
      return {"tls_untrusted", kUnreachable};
    case Trouble::TlsFailed:
      return {"tls_failed", kUnreachable};
    case Trouble::Closed:
      return {"closed", "The CRM ended the connection before it answered."};
    case Trouble::BadAnswer:
      return {"bad_answer", kGarbled};
    case Trouble::TooLarge:
      return {"too_large", "The CRM gave an answer that is too large."};
    case Trouble::BadCoding:
      return {"bad_coding", kGarbled};
    case Trouble::CircuitOpen:
      return {"circuit_open", kUnreachable};
    case Trouble::Throttled:
      return {"throttled", "The CRM asks for fewer requests. Please try again later."};
    case Trouble::Timeout:
      return {"timeout", "The CRM did not answer in time."};
    case Trouble::Cancelled:
      return {"cancelled", "The request was given up."};
    case Trouble::None:
      break;
  }
  return {"none", ""};
}

}  // namespace

std::string_view nameOf(Trouble trouble) {
  return wordsOf(trouble).name;
}

std::string_view messageOf(Trouble trouble) {
  return wordsOf(trouble).message;
}

}  // namespace bailey::upstream
