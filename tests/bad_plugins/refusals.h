// What an operator reads about the plugins of this folder that cannot be served.
#pragma once

#include "bailey/abi.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace bailey::bad_plugins {

// Each plugin with the whole line about it, from the pointer into the integration's file on;
// "plugins" stands for the plugins folder.
inline std::vector<std::pair<std::string, std::string>> refusals() {
  const std::string operations =
      "auth_validation, contact_synchronization, interaction_retrieval, agent_synchronization, "
      "action";
  return {
      {"absent", "/plugin: plugins/absent.so does not exist"},
      {"empty", "/plugin: plugins/empty.so is empty"},
      {"not_elf", "/plugin: plugins/not_elf.so is not an ELF file"},
      {"truncated",
       "/plugin: plugins/truncated.so is cut off: a segment lies beyond the end of the file"},
      {"no_entry",
       "/plugin: plugins/no_entry.so exports no bailey_plugin_entry_v1; is BAILEY_PLUGIN missing?"},
      {"no_manifest_section",
       "/plugin: plugins/no_manifest_section.so has no section .bailey.manifest"},
      {"manifest_not_json",
       "/plugin: plugins/manifest_not_json.so has a manifest that is not JSON"},
      {"manifest_not_object",
       "/plugin: plugins/manifest_not_object.so has a manifest that is not a JSON object"},
      {"manifest_wrong_name",
       "/plugin: plugins/manifest_wrong_name.so calls itself \"some_other_name\" in its manifest; "
       "rename it to some_other_name.so"},
      {"manifest_without_version",
       "/plugin: plugins/manifest_without_version.so has a bad manifest: /version: is missing; it "
       "must be a string"},
      {"manifest_unknown_operation",
       "/plugin: plugins/manifest_unknown_operation.so has a bad manifest: "
       "/operations/make_coffee: is no operation; allowed: " +
           operations},
      {"manifest_bad_execution",
       "/plugin: plugins/manifest_bad_execution.so has a bad manifest: "
       "/operations/action: must be {\"execution\": \"blocking\"} or {\"execution\": "
       "\"nonblocking\"}"},
      {"wrong_magic",
       "/plugin: plugins/wrong_magic.so has an entry that does not begin with BAILEYP1"},
      {"abi_major_from_the_future",
       "/plugin: plugins/abi_major_from_the_future.so speaks ABI 2.0; this host speaks 1.0 and "
       "everything older of 1"},
      {"abi_minor_from_the_future",
       "/plugin: plugins/abi_minor_from_the_future.so speaks ABI 1.1; this host speaks 1.0 and "
       "everything older of 1"},
      {"entry_too_small",
       "/plugin: plugins/entry_too_small.so has an entry of " +
           std::to_string(offsetof(bailey_plugin_entry, handle)) + " bytes; ABI 1.0 has " +
           std::to_string(sizeof(bailey_plugin_entry))},
      {"null_create",
       "/plugin: plugins/null_create.so lacks one of create, destroy and handle in its entry"},
      {"null_handle",
       "/plugin: plugins/null_handle.so lacks one of create, destroy and handle in its entry"},
      {"manifest_differs_from_section",
       "/plugin: plugins/manifest_differs_from_section.so has one manifest in its entry and "
       "another "
       "in its section"},
      {"load_fails", "/plugin: plugins/load_fails.so failed to load: its load() returned -13"},
      {"create_throws",
       "/settings: the plugin could not be made and does not say why (status -13)"},
      {"create_says_ok_without_instance",
       "/settings: the plugin says it was made but gave no instance"},
      {"complaints_not_json",
       "/settings: the plugin could not be made and does not say why (status -1)"},
  };
}

}  // namespace bailey::bad_plugins
