// Feeds both configuration parsers any text. The first byte chooses the document; secrets come from
// the rest of the input, so that no run depends on a disk or the environment.
#include "config/json_text.h"
#include "config/parse_integration.h"
#include "config/parse_server.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using bailey::config::Complaints;

bailey::config::Surroundings surroundings(std::string_view text) {
  const std::string secret(text.substr(0, 40));
  bailey::config::Surroundings result;
  result.variable = [secret](std::string_view name) {
    return name.size() % 4 == 0 ? std::nullopt : std::optional<std::string>(secret);
  };
  result.secret_file =
      [secret](const std::filesystem::path& file) -> bailey::core::Result<bailey::core::Secret> {
    if (file.native().size() % 4 == 0) {
      return bailey::core::Error{"the file named here cannot be opened"};
    }
    return bailey::core::Secret::copyOf(secret);
  };
  return result;
}

void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

// What holds whatever was read.
void checkLines(const Complaints& complaints) {
  require(complaints.list().size() <= bailey::config::kComplaintsMax + 1);
  for (const bailey::config::Complaint& complaint : complaints.list()) {
    require(!complaint.message.empty());
    for (const char character : bailey::config::toLine(complaint)) {
      require(static_cast<unsigned char>(character) >= 0x20);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string input(data, data + size);
  const std::string_view text = std::string_view(input).substr(1);
  const bool server = input.front() == 's';
  Complaints complaints(server ? "bailey.json" : "integrations.d/acme.json");
  const auto document = bailey::config::readJson(text, complaints);
  require(document || !complaints.empty());
  if (document && server) {
    bailey::config::parseServer(*document, "", complaints);
  } else if (document) {
    const auto integration = bailey::config::parseIntegration(
        *document, complaints.file(), surroundings(text), complaints);
    // Without a complaint nobody may be let in by omission.
    require(!complaints.empty() ||
            integration.callers.policy != bailey::config::CallerPolicy::Unset);
  }
  checkLines(complaints);
  return 0;
}
