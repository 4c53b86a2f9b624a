#include "plugin_host/library.h"

#include <link.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace bailey::plugin_host {
namespace {

using core::Result;

bailey_status noSecret(void* /*context*/, bailey_str /*name*/, const bailey_sink* /*value*/) {
  return BAILEY_NOT_FOUND;
}

const void* noExtension(void* /*context*/, bailey_str /*id*/) {
  return nullptr;
}

// load() runs before there is an integration, so it gets a host that offers nothing but a clock.
const bailey_host& hostWithoutIntegration() {
  static const bailey_host kHost{sizeof(bailey_host),
                                 0,
                                 nullptr,
                                 [](void*, std::uint64_t, std::int32_t, bailey_str) {},
                                 [](void*) { return std::int64_t{0}; },
                                 [](void*, std::uint64_t) { return std::int32_t{0}; },
                                 &noSecret,
                                 &noExtension};
  return kHost;
}

// What the entry's data says, before any of its functions is called.
std::optional<LoadFailure> checkEntry(const bailey_plugin_entry& entry,
                                      const StagedPlugin& staged) {
  if (std::memcmp(entry.magic, BAILEY_ENTRY_MAGIC, sizeof(entry.magic)) != 0) {
    return LoadFailure{LoadStep::Entry,
                       "has an entry that does not begin with " BAILEY_ENTRY_MAGIC};
  }
  if (entry.abi_major != BAILEY_ABI_MAJOR || entry.abi_minor > BAILEY_ABI_MINOR) {
    return LoadFailure{LoadStep::Version,
                       "speaks ABI " + std::to_string(entry.abi_major) + "." +
                           std::to_string(entry.abi_minor) + "; this host speaks " +
                           std::to_string(BAILEY_ABI_MAJOR) + "." +
                           std::to_string(BAILEY_ABI_MINOR) + " and everything older of " +
                           std::to_string(BAILEY_ABI_MAJOR)};
  }
  if (entry.size < sizeof(bailey_plugin_entry)) {
    return LoadFailure{LoadStep::Entry,
                       "has an entry of " + std::to_string(entry.size) + " bytes; ABI 1.0 has " +
                           std::to_string(sizeof(bailey_plugin_entry))};
  }
  if (entry.create == nullptr || entry.destroy == nullptr || entry.handle == nullptr) {
    return LoadFailure{LoadStep::Entry, "lacks one of create, destroy and handle in its entry"};
  }
  const std::string_view manifest(entry.manifest.data, entry.manifest.size);
  if (manifest != staged.manifest_text) {
    return LoadFailure{LoadStep::Manifest,
                       "has one manifest in its entry and another in its section"};
  }
  return std::nullopt;
}

}  // namespace

Result<std::shared_ptr<Library>, LoadFailure> Library::load(StagedPlugin staged, Copy copy) {
  namespace dll = boost::dll;
  const std::string source = staged.source.string();
  const auto fail = [&](LoadStep step, const std::string& clause) {
    return LoadFailure{step, source + " " + clause};
  };

  dll::shared_library code;
  try {
    // The throwing form: the error_code form says "bad file descriptor" whatever went wrong.
    code.load(staged.copy.string(), dll::load_mode::rtld_now | dll::load_mode::rtld_local);
  } catch (const std::exception& failed) {
    return fail(LoadStep::Mapping, std::string("cannot be mapped: ") + failed.what());
  }
  if (!code.has(BAILEY_ENTRY_SYMBOL)) {
    return fail(LoadStep::Entry, "exports no " BAILEY_ENTRY_SYMBOL);
  }
  const auto& entry = code.get<const bailey_plugin_entry>(BAILEY_ENTRY_SYMBOL);
  if (const auto wrong = checkEntry(entry, staged)) {
    return fail(wrong->step, wrong->message);
  }
  std::shared_ptr<Library> library(new Library(std::move(staged), copy, std::move(code), &entry));
  if (entry.load != nullptr) {
    if (const bailey_status status = entry.load(&hostWithoutIntegration()); status != BAILEY_OK) {
      return fail(LoadStep::Starting,
                  "failed to load: its load() returned " + std::to_string(status));
    }
  }
  library->loaded_ = true;
  return library;
}

Library::Library(StagedPlugin staged,
                 Copy copy,
                 boost::dll::shared_library code,
                 const bailey_plugin_entry* entry)
    : staged_(std::move(staged)),
      copy_(copy),
      code_(std::move(code)),
      entry_(entry) {}

Library::~Library() {
  if (loaded_ && entry_->unload != nullptr) {
    entry_->unload();
  }
  code_.unload();
  // While it is mapped its name must not be free for another: the loader would take one for the
  // other. (hosting.md L4)
  if (copy_ == Copy::Own && !isMapped(staged_.copy)) {
    std::error_code ignored;
    std::filesystem::remove(staged_.copy, ignored);
  }
}

bool isMapped(const std::filesystem::path& path) {
  std::pair<const std::string, bool> search(path.string(), false);
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t /*size*/, void* context) {
        auto& [wanted, found] = *static_cast<std::pair<const std::string, bool>*>(context);
        found = found || wanted == info->dlpi_name;
        return 0;
      },
      &search);
  return search.second;
}

}  // namespace bailey::plugin_host
