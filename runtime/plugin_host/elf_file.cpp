#include "plugin_host/elf_file.h"

#include "bailey/abi.h"

#include <elf.h>

#include <cstring>
#include <optional>

namespace bailey::plugin_host {
namespace {

#if defined(__x86_64__)
constexpr Elf64_Half kMachine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half kMachine = EM_AARCH64;
#else
#error "name this machine's ELF number here"
#endif

using core::Error;
using core::Result;

// Copies a T out of the file, which keeps alignment out of the question.
template <typename T>
std::optional<T> readAt(std::string_view bytes, std::uint64_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) {
    return std::nullopt;
  }
  T value;
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

bool lies(std::uint64_t offset, std::uint64_t size, std::string_view bytes) {
  return offset <= bytes.size() && size <= bytes.size() - offset;
}

// The NUL-terminated text at `offset` of a string table; empty when it does not end there.
std::string_view textAt(std::string_view table, std::uint64_t offset) {
  if (offset >= table.size()) {
    return {};
  }
  const std::string_view rest = table.substr(offset);
  const std::size_t end = rest.find('\0');
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

std::optional<Error> checkHeader(const Elf64_Ehdr& header) {
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    return Error{"is not an ELF file"};
  }
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB ||
      header.e_machine != kMachine) {
    return Error{"was built for another machine"};
  }
  if (header.e_type != ET_DYN) {
    return Error{"is not a shared object"};
  }
  return std::nullopt;
}

std::optional<Error> checkSegments(const Elf64_Ehdr& header, std::string_view bytes) {
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    const auto segment = readAt<Elf64_Phdr>(bytes, header.e_phoff + i * sizeof(Elf64_Phdr));
    if (!segment || !lies(segment->p_offset, segment->p_filesz, bytes)) {
      return Error{"is cut off: a segment lies beyond the end of the file"};
    }
    if (segment->p_type == PT_GNU_STACK && (segment->p_flags & PF_X) != 0) {
      return Error{"asks for an executable stack; link it with -Wl,-z,noexecstack"};
    }
  }
  return std::nullopt;
}

struct Section {
  std::string_view name;
  Elf64_Shdr header;
  std::string_view content;  // empty for a section without bytes in the file
};

Result<std::vector<Section>> readSections(const Elf64_Ehdr& header, std::string_view bytes) {
  std::vector<Section> sections;
  for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
    const auto section = readAt<Elf64_Shdr>(bytes, header.e_shoff + i * sizeof(Elf64_Shdr));
    if (!section) {
      return Error{"is cut off: its section table lies beyond the end of the file"};
    }
    const bool has_bytes = section->sh_type != SHT_NOBITS && section->sh_type != SHT_NULL;
    if (has_bytes && !lies(section->sh_offset, section->sh_size, bytes)) {
      return Error{"is cut off: a section lies beyond the end of the file"};
    }
    sections.push_back(
        {{},
         *section,
         has_bytes ? bytes.substr(section->sh_offset, section->sh_size) : std::string_view()});
  }
  if (header.e_shstrndx >= sections.size()) {
    return Error{"has no section names"};
  }
  const std::string_view names = sections[header.e_shstrndx].content;
  for (Section& section : sections) {
    section.name = textAt(names, section.header.sh_name);
  }
  return sections;
}

struct Exports {
  bool entry = false;
  std::vector<std::string> names;
  std::vector<std::string> unique;
};

Exports readExports(const std::vector<Section>& sections) {
  Exports found;
  for (const Section& section : sections) {
    if (section.header.sh_type != SHT_DYNSYM || section.header.sh_link >= sections.size()) {
      continue;
    }
    const std::string_view names = sections[section.header.sh_link].content;
    for (std::uint64_t at = 0; const auto symbol = readAt<Elf64_Sym>(section.content, at);
         at += sizeof(Elf64_Sym)) {
      if (symbol->st_shndx == SHN_UNDEF) {
        continue;
      }
      const std::string_view name = textAt(names, symbol->st_name);
      if (ELF64_ST_BIND(symbol->st_info) != STB_LOCAL) {
        found.names.emplace_back(name);
      }
      if (ELF64_ST_BIND(symbol->st_info) == STB_GNU_UNIQUE) {
        found.unique.emplace_back(name);
      }
      if (name == BAILEY_ENTRY_SYMBOL && ELF64_ST_TYPE(symbol->st_info) == STT_OBJECT) {
        found.entry = true;
      }
    }
  }
  return found;
}

std::string_view withoutTrailingNul(std::string_view text) {
  while (!text.empty() && text.back() == '\0') {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

Result<ElfFacts> inspectElf(std::string_view bytes) {
  if (bytes.empty()) {
    return Error{"is empty"};
  }
  const auto header = readAt<Elf64_Ehdr>(bytes, 0);
  if (!header) {
    return Error{"is not an ELF file"};
  }
  if (auto wrong = checkHeader(*header)) {
    return *wrong;
  }
  if (auto wrong = checkSegments(*header, bytes)) {
    return *wrong;
  }
  auto sections = readSections(*header, bytes);
  if (!sections.ok()) {
    return sections.error();
  }
  Exports exports = readExports(sections.value());
  if (!exports.entry) {
    return Error{"exports no " BAILEY_ENTRY_SYMBOL "; is BAILEY_PLUGIN missing?"};
  }
  for (const Section& section : sections.value()) {
    if (section.name == BAILEY_MANIFEST_SECTION) {
      return ElfFacts{std::string(withoutTrailingNul(section.content)),
                      std::move(exports.names),
                      std::move(exports.unique)};
    }
  }
  return Error{"has no section " BAILEY_MANIFEST_SECTION};
}

}  // namespace bailey::plugin_host
