#include "control/folder_events.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <sys/inotify.h>
#include <system_error>
#include <utility>

namespace bailey::control {
namespace {

constexpr std::uint32_t kEvents = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_TO |
                                  IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF |
                                  IN_ONLYDIR;

}  // namespace

FolderEvents::FolderEvents() : inotify_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  if (!inotify_.valid()) {
    throw std::system_error(errno, std::generic_category(), "inotify");
  }
}

// A folder that was replaced has another inode under the same name, so each name is asked for anew:
// the kernel gives back the same number for what it watches already.
void FolderEvents::follow(const std::set<std::filesystem::path>& folders) {
  std::map<std::filesystem::path, int> watches;
  for (const std::filesystem::path& folder : folders) {
    const int watch = ::inotify_add_watch(inotify_.get(), folder.c_str(), kEvents);
    if (watch >= 0) {
      watches.emplace(folder, watch);
    }
  }
  std::set<int> wanted;
  for (const auto& [folder, watch] : watches) {
    wanted.insert(watch);
  }
  for (const auto& [folder, watch] : watches_) {
    if (!wanted.contains(watch)) {
      ::inotify_rm_watch(inotify_.get(), watch);
    }
  }
  watches_ = std::move(watches);
}

bool FolderEvents::take() {
  alignas(inotify_event) std::array<char, 16 * 1024> events{};
  bool any = false;
  while (::read(inotify_.get(), events.data(), events.size()) > 0) {
    any = true;
  }
  return any;
}

}  // namespace bailey::control
