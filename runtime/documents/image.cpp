#include "documents/image.h"

#include <png.h>
#include <turbojpeg.h>

#include <memory>
#include <optional>
#include <type_traits>

namespace bailey::documents {
namespace {

constexpr ImageSize kLogoMax = {192, 96};
constexpr ImageSize kIconMax = {96, 96};

std::optional<ImageSize> sizeOfPng(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const int good = png_image_begin_read_from_memory(&image, bytes.data(), bytes.size());
  const ImageSize size = {image.width, image.height};
  png_image_free(&image);
  return good == 0 ? std::nullopt : std::optional(size);
}

std::optional<ImageSize> sizeOfJpeg(std::string_view bytes) {
  const std::unique_ptr<std::remove_pointer_t<tjhandle>, int (*)(tjhandle)> reader(
      tjInitDecompress(), &tjDestroy);
  int width = 0;
  int height = 0;
  int subsampling = 0;
  int colors = 0;
  if (reader == nullptr || tjDecompressHeader3(reader.get(),
                                               reinterpret_cast<const unsigned char*>(bytes.data()),
                                               bytes.size(),
                                               &width,
                                               &height,
                                               &subsampling,
                                               &colors) != 0) {
    return std::nullopt;
  }
  return ImageSize{static_cast<unsigned int>(width), static_cast<unsigned int>(height)};
}

std::string inPixels(const ImageSize& size) {
  return std::to_string(size.width) + "x" + std::to_string(size.height);
}

}  // namespace

core::Result<ImageSize> readImageSize(std::string_view bytes) {
  if (const auto size = sizeOfPng(bytes)) {
    return *size;
  }
  if (const auto size = sizeOfJpeg(bytes)) {
    return *size;
  }
  return core::Error{"is neither a PNG nor a JPEG image"};
}

std::vector<Finding> lintImage(const std::string& name, std::string_view bytes, ImageUse use) {
  Findings findings(name);
  const core::Result<ImageSize> size = readImageSize(bytes);
  if (!size.ok()) {
    findings.error("", size.error().message);
    return findings.list();
  }
  const ImageSize& max = use == ImageUse::Logo ? kLogoMax : kIconMax;
  if (size.value().width > max.width || size.value().height > max.height) {
    findings.warning("",
                     std::string(use == ImageUse::Logo ? "a logo" : "an icon") +
                         " should have at most " + inPixels(max) + " pixels, but this has " +
                         inPixels(size.value()));
  }
  return findings.list();
}

}  // namespace bailey::documents
