// load.*: the file, before and while it is mapped. Every verdict is the host's own.
#include "conformance/checks.h"
#include "conformance/trial.h"
#include "plugin_host/elf_file.h"
#include "plugin_host/library.h"

#include "bailey/abi.h"

#include <fstream>
#include <iterator>

namespace bailey::conformance {
namespace {

using plugin_host::LoadStep;

core::Result<plugin_host::ElfFacts> factsOf(const Trial& trial) {
  std::ifstream file(trial.subject().plugin, std::ios::binary);
  if (!file) {
    return core::Error{"cannot be read"};
  }
  return plugin_host::inspectElf(std::string((std::istreambuf_iterator<char>(file)), {}));
}

plugin_host::ElfFacts wholeFactsOf(const Trial& trial) {
  auto facts = factsOf(trial);
  if (!facts.ok()) {
    throw CannotTry("the file " + facts.error().message);
  }
  return std::move(facts.value());
}

std::string fileOf(const Trial& trial) {
  return trial.subject().plugin.filename().string();
}

// "2 symbols, one of them name"
std::string countOf(const std::vector<std::string>& names) {
  return std::to_string(names.size()) +
         (names.size() == 1 ? " symbol, " : " symbols, one of them ") + names.front();
}

Outcome elf(Trial& trial) {
  const auto facts = factsOf(trial);
  return facts.ok() ? passed("a whole shared object with an entry")
                    : failed(fileOf(trial), facts.error().message);
}

Outcome manifest(Trial& trial) {
  const auto parsed = plugin_host::parseManifest(wholeFactsOf(trial).manifest);
  if (!parsed.ok()) {
    return failed("section " BAILEY_MANIFEST_SECTION, parsed.error().message);
  }
  return passed(parsed.value().name + " " + parsed.value().version);
}

Outcome name(Trial& trial) {
  const auto parsed = plugin_host::parseManifest(wholeFactsOf(trial).manifest);
  if (!parsed.ok()) {
    throw CannotTry(parsed.error().message);
  }
  const std::string stem = trial.subject().plugin.stem().string();
  return parsed.value().name == stem
             ? passed(fileOf(trial))
             : failed(fileOf(trial), "calls itself \"" + parsed.value().name + "\"");
}

Outcome trusted(Trial& trial) {
  const auto staged = trial.stage();
  return staged.ok() ? passed("the host takes the file") : failed("", staged.error().message);
}

Outcome exports(Trial& trial) {
  auto names = wholeFactsOf(trial).exports;
  std::erase(names, BAILEY_ENTRY_SYMBOL);
  return names.empty()
             ? passed(BAILEY_ENTRY_SYMBOL " alone")
             : failed(fileOf(trial), trial.printable("exports beside the entry " + countOf(names)));
}

Outcome unique(Trial& trial) {
  const auto names = wholeFactsOf(trial).unique_symbols;
  return names.empty() ? passed("none")
                       : failed(fileOf(trial), trial.printable("has " + countOf(names)));
}

// Loads the plugin and judges one of the steps at which that can end.
Outcome judgeStep(Trial& trial, LoadStep step, std::string good) {
  const auto library = plugin_host::Library::load(trial.staged(), plugin_host::Copy::Anothers);
  if (library.ok() || library.error().step > step) {
    return passed(std::move(good));
  }
  return library.error().step == step ? failed(fileOf(trial), library.error().message)
                                      : skipped(library.error().message);
}

Outcome mapping(Trial& trial) {
  return judgeStep(trial, LoadStep::Mapping, "every library and symbol was found");
}

Outcome entry(Trial& trial) {
  return judgeStep(trial, LoadStep::Entry, "magic, size and functions are there");
}

Outcome version(Trial& trial) {
  return judgeStep(trial, LoadStep::Version, "the host speaks its ABI");
}

Outcome agreement(Trial& trial) {
  return judgeStep(trial, LoadStep::Manifest, "section and entry say the same");
}

Outcome starting(Trial& trial) {
  return judgeStep(trial, LoadStep::Starting, "load() had nothing against it");
}

constexpr Check kChecks[] = {
    {"load.elf",
     "The file is a whole ELF shared object for this machine that exports a plugin's entry",
     "abi.h, bailey_plugin_entry_v1",
     "Build it with bailey_add_plugin() and end one file with BAILEY_PLUGIN",
     "",
     &elf},
    {"load.manifest",
     "The manifest can be read from the file without running it",
     "abi.h, bailey_plugin_entry::manifest",
     "The second argument of BAILEY_PLUGIN is the manifest, one JSON object",
     "load.elf",
     &manifest},
    {"load.name",
     "The file is called as its manifest calls it",
     "abi.h, bailey_plugin_entry::manifest",
     "Give the CMake target the manifest's name",
     "load.manifest",
     &name},
    {"load.trusted",
     "The file is one a host may trust: nobody but its owner may write it, and it is no link",
     "plugin_host/staged_plugin.h",
     "chmod go-w it, and put the file itself there",
     "load.name",
     &trusted},
    {"load.exports",
     "The entry is the only symbol it exports",
     "plugin-api/cmake/plugin.map",
     "Link it with bailey_add_plugin(), which hides the rest",
     "load.elf",
     &exports},
    {"load.unique",
     "It has no GNU_UNIQUE symbol, which would keep it mapped for ever",
     "plugin-api/cmake/plugin.map",
     "Link it with bailey_add_plugin(); by hand, with a version script",
     "load.elf",
     &unique},
    {"load.mapping",
     "It can be mapped: every library and symbol it needs is found",
     "abi.h, bailey_plugin_entry",
     "Link what it uses; -Wl,-z,defs finds out at build time",
     "load.trusted",
     &mapping},
    {"load.entry",
     "Its entry is whole: magic, size, create, destroy and handle",
     "abi.h, bailey_plugin_entry",
     "Leave the entry to BAILEY_PLUGIN, or set every field",
     "load.mapping",
     &entry},
    {"load.version",
     "Its ABI is one this host speaks",
     "abi.h, Versions",
     "Build it against the headers of the oldest Bailey it serves",
     "load.mapping",
     &version},
    {"load.agreement",
     "The manifest in the entry is the one in the section",
     "abi.h, bailey_plugin_entry::manifest",
     "Let both be the same constant, as BAILEY_PLUGIN does",
     "load.entry",
     &agreement},
    {"load.starting",
     "Its load() succeeds",
     "abi.h, bailey_plugin_entry::load",
     "load() runs before there is an integration: what needs settings belongs into create()",
     "load.entry",
     &starting},
};

}  // namespace

std::span<const Check> loadChecks() {
  return kChecks;
}

}  // namespace bailey::conformance
