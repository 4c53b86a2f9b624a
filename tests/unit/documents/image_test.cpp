// Sizes of logos and icons, from the real files in images/.
#include "documents/image.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace bailey::documents {
namespace {

std::string bytesOf(const std::string& image) {
  std::ifstream file(BAILEY_TEST_SOURCE_DIR "/unit/documents/images/" + image, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> linesFor(const std::string& image, ImageUse use) {
  std::vector<std::string> lines;
  for (const Finding& finding : lintImage(image, bytesOf(image), use)) {
    lines.push_back(finding.document + ": " + std::string(nameOf(finding.severity)) + ": " +
                    finding.message);
  }
  return lines;
}

TEST(Image, ReadsTheSizeOfPngAndJpeg) {
  const auto png = readImageSize(bytesOf("logo.png"));
  ASSERT_TRUE(png.ok());
  EXPECT_EQ(png.value().width, 192U);
  EXPECT_EQ(png.value().height, 96U);
  const auto jpeg = readImageSize(bytesOf("wide.jpg"));
  ASSERT_TRUE(jpeg.ok());
  EXPECT_EQ(jpeg.value().width, 193U);
  EXPECT_EQ(jpeg.value().height, 96U);
}

TEST(Image, RefusesWhatIsNeither) {
  const std::string png = bytesOf("logo.png");
  for (const std::string& bytes :
       {std::string(), std::string("GIF89a"), png.substr(0, 20), std::string("<svg/>")}) {
    const auto size = readImageSize(bytes);
    ASSERT_FALSE(size.ok());
    EXPECT_EQ(size.error().message, "is neither a PNG nor a JPEG image");
  }
}

TEST(Image, FitsOrIsTooLarge) {
  EXPECT_EQ(linesFor("logo.png", ImageUse::Logo), std::vector<std::string>{});
  EXPECT_EQ(linesFor("icon.jpg", ImageUse::Icon), std::vector<std::string>{});
  EXPECT_EQ(linesFor("wide.jpg", ImageUse::Logo),
            std::vector<std::string>{"wide.jpg: warning: a logo should have at most 192x96 pixels, "
                                     "but this has 193x96"});
  EXPECT_EQ(linesFor("tall.png", ImageUse::Icon),
            std::vector<std::string>{"tall.png: warning: an icon should have at most 96x96 pixels, "
                                     "but this has 96x97"});
  EXPECT_EQ(linesFor("nowhere.png", ImageUse::Icon),
            std::vector<std::string>{"nowhere.png: error: is neither a PNG nor a JPEG image"});
}

}  // namespace
}  // namespace bailey::documents
