// Logos and icons from disk: whether they are as small as Talkdesk shows them. (contract.md §7.1)
#pragma once

#include "core/result.h"
#include "documents/finding.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::documents {

struct ImageSize {
  unsigned int width = 0;  // pixels
  unsigned int height = 0;
};

// Of a PNG or JPEG file; looks at its head only.
core::Result<ImageSize> readImageSize(std::string_view bytes);

enum class ImageUse : std::uint8_t { Unset = 0, Logo, Icon };

// `name` is what findings call the image, such as its file. REQUIRES: use != Unset
std::vector<Finding> lintImage(const std::string& name, std::string_view bytes, ImageUse use);

}  // namespace bailey::documents
