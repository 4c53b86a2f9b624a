#include "conformance/process_facts.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

namespace bailey::conformance {
namespace {

namespace fs = std::filesystem;

std::string firstLineOf(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  return line;
}

}  // namespace

std::set<std::string> runningThreads() {
  std::set<std::string> threads;
  std::error_code ended;  // A thread may be gone before it is looked at.
  for (fs::directory_iterator entry("/proc/self/task", ended), end; !ended && entry != end;
       entry.increment(ended)) {
    threads.insert(entry->path().filename().string() + " " + firstLineOf(entry->path() / "comm"));
  }
  return threads;
}

std::set<std::string> openFiles() {
  std::vector<fs::path> links;
  for (const fs::directory_entry& entry : fs::directory_iterator("/proc/self/fd")) {
    links.push_back(entry.path());
  }
  std::set<std::string> files;
  for (const fs::path& link : links) {
    std::error_code closed;  // The folder's own, by now.
    const fs::path target = fs::read_symlink(link, closed);
    if (!closed) {
      files.insert(link.filename().string() + " " + target.string());
    }
  }
  return files;
}

std::set<std::string> mappedFiles() {
  std::set<std::string> files;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    if (const std::size_t path = line.find('/'); path != std::string::npos) {
      files.insert(line.substr(path));
    }
  }
  return files;
}

std::size_t heapBytes() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::size_t residentBytes() {
  std::ifstream numbers("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  numbers >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::string addedSince(const std::set<std::string>& before, const std::set<std::string>& after) {
  std::vector<std::string> added;
  std::set_difference(
      after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(added));
  std::string text;
  for (const std::string& item : added) {
    text += (text.empty() ? "" : ", ") + item;
  }
  return text;
}

}  // namespace bailey::conformance
