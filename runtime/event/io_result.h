// What came of a read, a write or a handshake that does not wait.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bailey::event {

struct IoResult {
  enum class State : std::uint8_t {
    Unset = 0,
    Done,       // `bytes` were moved, or the handshake is complete
    WantRead,   // come again when the socket is readable
    WantWrite,  // come again when the socket is writable
    Closed,     // the peer said good-bye
    Failed,     // anything else; the stream is of no use any more
  };

  State state = State::Unset;
  std::size_t bytes = 0;
};

}  // namespace bailey::event
