// A file's bytes: all of them, and without a copy in memory that grows, as libraries are megabytes
// large.
#pragma once

#include "core/file_descriptor.h"

#include <cstddef>
#include <string_view>

namespace bailey::core {

// Writes all of `bytes`, in as many steps as it takes. False: see errno.
bool writeBytes(const FileDescriptor& to, std::string_view bytes);

// Writes what `from` holds from its position on to `to`. False: see errno.
bool copyBytes(const FileDescriptor& from, const FileDescriptor& to);

// A file's content for as long as this lives. The file must not become shorter meanwhile.
class MappedBytes {
public:
  // An empty or unreadable file has no bytes.
  explicit MappedBytes(const FileDescriptor& file);
  MappedBytes(const MappedBytes&) = delete;
  MappedBytes& operator=(const MappedBytes&) = delete;
  MappedBytes(MappedBytes&&) = delete;
  MappedBytes& operator=(MappedBytes&&) = delete;
  ~MappedBytes();

  [[nodiscard]] std::string_view view() const { return bytes_; }

private:
  std::string_view bytes_;
};

}  // namespace bailey::core
