// Reads a shared object's bytes without running any of it: is it a whole one for this machine, does
// it export a plugin's entry, what does its manifest say. Every offset is checked against the file,
// because loading a half-copied file ends in SIGBUS (measured: reliability.md §0).
#pragma once

#include "core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_host {

struct ElfFacts {
  std::string manifest;                     // text of section BAILEY_MANIFEST_SECTION
  std::vector<std::string> exports;         // every symbol it defines for others, by name
  std::vector<std::string> unique_symbols;  // exported STB_GNU_UNIQUE: they keep it mapped for ever
};

// `bytes` is the whole file. Fails with a clause that continues "plugin foo.so ...": "is not an ELF
// file", "is cut off: ...". Works on any bytes.
core::Result<ElfFacts> inspectElf(std::string_view bytes);

}  // namespace bailey::plugin_host
