// The extensions, with the real phone module and without it.
#include "plugin_host/extensions.h"

#include "fakes/temp_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace bailey::plugin_host {
namespace {

namespace fs = std::filesystem;

bailey_status appendTo(void* context, const char* data, std::size_t bytes) {
  static_cast<std::string*>(context)->append(data, bytes);
  return BAILEY_OK;
}

bailey_str borrow(std::string_view text) {
  return {text.data(), text.size()};
}

class ExtensionsTest : public testing::Test {
protected:
  ExtensionsTest()
      : log_file_(folder_.path() / "log"),
        sink_(::open(log_file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)),
        log_(std::make_unique<observability::Log>(sink_, observability::Level::Info)) {}

  ~ExtensionsTest() override { ::close(sink_); }

  Extensions extensionsIn(std::vector<fs::path> folders) {
    return Extensions(std::move(folders), *log_);
  }

  std::vector<nlohmann::json> logLines() {
    log_->flush();
    std::ifstream file(log_file_);
    std::vector<nlohmann::json> lines;
    for (std::string line; std::getline(file, line);) {
      lines.push_back(nlohmann::json::parse(line));
    }
    return lines;
  }

  static std::string e164(const bailey_phone& phone,
                          std::string_view number,
                          std::string_view region) {
    std::string text;
    const bailey_sink sink{sizeof(bailey_sink), 0, &text, &appendTo};
    const bailey_status status =
        phone.normalize(phone.context, borrow(number), borrow(region), &sink);
    EXPECT_EQ(status == BAILEY_OK, !text.empty()) << number;
    EXPECT_TRUE(status == BAILEY_OK || status == BAILEY_INVALID_REQUEST) << number;
    return text;
  }

  fakes::TempFolder folder_;
  const fs::path log_file_;
  const int sink_;
  std::unique_ptr<observability::Log> log_;
};

const bailey_phone& phoneOf(Extensions& extensions) {
  const void* const found = extensions.find(BAILEY_PHONE_EXTENSION);
  if (found == nullptr) {
    throw std::runtime_error("no phone module in " BAILEY_MODULES);
  }
  return *static_cast<const bailey_phone*>(found);
}

struct Number {
  const char* written;
  const char* region;
  const char* e164;  // empty: none
};

constexpr std::array kNumbers = {
    Number{"+351 210 000 017", "", "+351210000017"},
    Number{"+351 210 000 017", "US", "+351210000017"},
    Number{"210 000 017", "PT", "+351210000017"},
    Number{"210 000 017", "pt", "+351210000017"},
    Number{"00351 210 000 017", "DE", "+351210000017"},
    Number{"011 351 210 000 017", "US", "+351210000017"},
    Number{"(212) 555-0100", "US", "+12125550100"},
    Number{"1-212-555-0100", "US", "+12125550100"},
    Number{"+1 212 555 0100 ext. 12", "", "+12125550100"},
    Number{"+1 212 555 0100;ext=12", "", "+12125550100"},
    Number{"tel:+1-212-555-0100", "", "+12125550100"},
    Number{"1-800-FLOWERS", "US", "+18003569377"},
    Number{"020 7946 0018", "GB", "+442079460018"},
    Number{"+44 (0) 20 7946 0018", "", "+442079460018"},
    Number{"030 12345678", "DE", "+493012345678"},
    Number{"02 1234 5678", "IT", "+390212345678"},  // Italy keeps the zero
    Number{"06 12 34 56 78", "FR", "+33612345678"},
    Number{"11 2345-6789", "AR", "+541123456789"},
    Number{"11 91234-5678", "BR", "+5511912345678"},
    Number{"090-1234-5678", "JP", "+819012345678"},
    Number{"98765 43210", "IN", "+919876543210"},
    Number{"\xEF\xBC\x8B\x33\x35\x31 210 000 017", "", "+351210000017"},  // a full-width plus
    Number{"210 000 017", "", ""},
    Number{"210 000 017", "XX", ""},
    Number{"210 000 017", "Portugal", ""},
    Number{"555-0100", "US", ""},  // its own town only
    Number{"112", "PT", ""},
    Number{"1", "US", ""},
    Number{"+", "", ""},
    Number{"+999 123 456 789", "", ""},
    Number{"call me", "US", ""},
    Number{"ines@faro.example", "PT", ""},
    Number{" ", "PT", ""},
    Number{"\xFF\xFE+351210000017", "PT", ""},
};

TEST_F(ExtensionsTest, PhoneNumbersGetTheFormOfTheirCountry) {
  Extensions extensions = extensionsIn({BAILEY_MODULES});
  const bailey_phone& phone = phoneOf(extensions);
  EXPECT_EQ(phone.size, sizeof(bailey_phone));
  for (const Number& number : kNumbers) {
    EXPECT_EQ(e164(phone, number.written, number.region), number.e164)
        << number.written << " in " << number.region;
  }
  EXPECT_TRUE(logLines().empty());
}

TEST_F(ExtensionsTest, HostileNumbersAreNone) {
  Extensions extensions = extensionsIn({BAILEY_MODULES});
  const bailey_phone& phone = phoneOf(extensions);
  EXPECT_EQ(e164(phone, {}, {}), "");
  EXPECT_EQ(e164(phone,
                 std::string_view("+351\0"
                                  "210000017",
                                  14),
                 ""),
            "");
  for (const std::size_t length : {20U, 250U, 251U, 100'000U, 10'000'000U}) {
    EXPECT_EQ(e164(phone, "+" + std::string(length, '3'), "PT"), "") << length;
    EXPECT_EQ(e164(phone, std::string(length, '('), "PT"), "") << length;
    EXPECT_EQ(e164(phone, "+351210000017" + std::string(length, ' ') + "x", ""),
              length + 14 > 250 ? "" : "+351210000017")
        << length;
  }
  EXPECT_EQ(e164(phone, "210 000 017", std::string(1'000'000, 'P')), "");
  for (int first = 1; first < 256; ++first) {
    for (int second = 1; second < 256; second += 7) {
      const std::string text = {'+', static_cast<char>(first), static_cast<char>(second)};
      EXPECT_EQ(e164(phone, text, "PT"), "") << first << ' ' << second;
    }
  }
}

TEST_F(ExtensionsTest, ANumberNobodyTakesFailsWithTheSink) {
  Extensions extensions = extensionsIn({BAILEY_MODULES});
  const bailey_phone& phone = phoneOf(extensions);
  const bailey_sink full{sizeof(bailey_sink), 0, nullptr, [](void*, const char*, std::size_t) {
                           return bailey_status{BAILEY_REJECTED};
                         }};
  EXPECT_EQ(phone.normalize(phone.context, borrow("+351210000017"), {}, &full), BAILEY_REJECTED);
  EXPECT_EQ(phone.normalize(phone.context, borrow("+351210000017"), {}, nullptr),
            BAILEY_INVALID_REQUEST);
}

TEST_F(ExtensionsTest, ManyThreadsMayAskFirst) {
  Extensions extensions = extensionsIn({BAILEY_MODULES});
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      const bailey_phone& phone = phoneOf(extensions);
      for (int round = 0; round < 20; ++round) {
        for (const Number& number : kNumbers) {
          wrong += e164(phone, number.written, number.region) == number.e164 ? 0 : 1;
        }
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(wrong, 0);
}

TEST_F(ExtensionsTest, NobodyHasAnUnknownId) {
  Extensions extensions = extensionsIn({BAILEY_MODULES});
  for (const char* id : {"", "bailey.phone/2", "bailey.phone", "BAILEY.PHONE/1"}) {
    EXPECT_EQ(extensions.find(id), nullptr) << id;
  }
  EXPECT_TRUE(logLines().empty());
}

TEST_F(ExtensionsTest, WithoutTheModuleThereIsNoneAndOneWarning) {
  Extensions extensions = extensionsIn({folder_.path(), folder_.path() / "nowhere"});
  EXPECT_EQ(extensions.find(BAILEY_PHONE_EXTENSION), nullptr);
  EXPECT_EQ(extensions.find(BAILEY_PHONE_EXTENSION), nullptr);
  const auto lines = logLines();
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].at("level"), "warn");
  EXPECT_EQ(lines[0].at("extension"), "bailey.phone/1");
  EXPECT_EQ(lines[0].at("message"),
            "bailey_phone.so is not installed; phone numbers stay as they are");
}

TEST_F(ExtensionsTest, AFileThatIsNoModuleIsAWarningThatNamesIt) {
  const fs::path file = folder_.path() / "bailey_phone.so";
  std::ofstream(file) << "no library";
  Extensions extensions = extensionsIn({folder_.path()});
  EXPECT_EQ(extensions.find(BAILEY_PHONE_EXTENSION), nullptr);
  const auto lines = logLines();
  ASSERT_EQ(lines.size(), 1U);
  const std::string message = lines[0].at("message");
  EXPECT_EQ(message.find(file.string() + " cannot be loaded: "), 0U) << message;
}

TEST_F(ExtensionsTest, ALibraryThatIsNoPhoneModuleIsAWarningToo) {
  fs::copy_file(BAILEY_TEST_PLUGINS "/plain_c.so", folder_.path() / "bailey_phone.so");
  Extensions extensions = extensionsIn({folder_.path()});
  EXPECT_EQ(extensions.find(BAILEY_PHONE_EXTENSION), nullptr);
  EXPECT_EQ(logLines().size(), 1U);
}

TEST_F(ExtensionsTest, TheFirstFolderThatHasItCounts) {
  Extensions extensions = extensionsIn({folder_.path(), BAILEY_MODULES});
  EXPECT_NE(extensions.find(BAILEY_PHONE_EXTENSION), nullptr);
  EXPECT_TRUE(logLines().empty());
}

TEST(ModuleFolders, AreBesideTheProgramAndWhereItGetsInstalled) {
  const auto folders = moduleFolders();
  ASSERT_EQ(folders.size(), 2U);
  EXPECT_EQ(folders[0], fs::read_symlink("/proc/self/exe").parent_path());
  EXPECT_EQ(folders[1].filename(), "bailey");
  EXPECT_EQ(folders[1].lexically_normal().string().find(folders[0].parent_path().string()), 0U);
}

}  // namespace
}  // namespace bailey::plugin_host
