// Why a request to a CRM has no answer.
#pragma once

#include <cstdint>
#include <string_view>

namespace bailey::upstream {

enum class Trouble : std::uint8_t {
  None = 0,
  NotAllowed,    // the operator and the plugin's manifest do not allow this host or address
  BadRequest,    // it cannot be sent: a URL or a field that breaks the rules
  NoAddress,     // the name does not resolve
  Connect,       // refused, unreachable, or not within its time
  TlsUntrusted,  // a certificate that is not the host's, or that nobody trusted has signed
  TlsFailed,     // any other end of the handshake
  Closed,        // the CRM ended the connection before a whole answer
  BadAnswer,     // what it sent is no HTTP, or breaks its rules
  TooLarge,      // the answer is longer than allowed
  BadCoding,     // a content coding that is unknown, broken or a bomb
  CircuitOpen,   // it has not answered for a while, and is left alone
  Throttled,     // it asked to be left alone for longer than there is time
  Timeout,       // the deadline passed
  Cancelled,     // nobody waits for the answer any more
};

// For the log: "connect".
std::string_view nameOf(Trouble trouble);

// For the person in Talkdesk. All ways of not reaching a host read the same: whoever may choose a
// host must not learn from it what there is in a network. (reliability.md §3 "SSRF")
std::string_view messageOf(Trouble trouble);

}  // namespace bailey::upstream
