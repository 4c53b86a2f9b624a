#include "app/wait_readable.h"

#include <poll.h>

#include <vector>

namespace bailey::app {

void waitReadable(std::initializer_list<int> descriptors, std::chrono::milliseconds at_most) {
  std::vector<pollfd> files;
  for (const int descriptor : descriptors) {
    files.push_back({descriptor, POLLIN, 0});
  }
  (void)::poll(files.data(), files.size(), static_cast<int>(at_most.count()));
}

}  // namespace bailey::app
