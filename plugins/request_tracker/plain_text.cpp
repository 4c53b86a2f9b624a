#include "plain_text.h"

#include "words.h"

#include <array>
#include <utility>

namespace bailey::request_tracker {
namespace {

constexpr std::string_view kEllipsis = "...";
constexpr std::size_t kSentenceBytesMax = 200;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kEntities = {{
    {"&lt;", "<"},
    {"&gt;", ">"},
    {"&quot;", "\""},
    {"&#39;", "'"},
    {"&apos;", "'"},
    {"&nbsp;", " "},
    {"&amp;", "&"},
}};

// "br" of "<br />", "/p" of "</p>".
std::string nameOfTag(std::string_view tag) {
  return lowerCase(tag.substr(1, tag.find_first_of(" \t\r\n>", 1) - 1));
}

bool endsLine(std::string_view name) {
  return name == "br" || name == "br/" || name == "/p" || name == "/div" || name == "/tr" ||
         name == "/li";
}

// Behind the tag that begins at `at`, and behind the whole of a style or script.
std::size_t behindTag(std::string_view html, std::size_t at, const std::string& name) {
  std::size_t end = html.find('>', at);
  if (name == "style" || name == "script") {
    const std::size_t close = lowerCase(html.substr(at)).find("</" + name);
    end = close == std::string_view::npos ? close : html.find('>', at + close);
  }
  return end == std::string_view::npos ? html.size() : end + 1;
}

// Appends the character that the entity at `at` stands for, or the & itself; gives the place
// behind.
std::size_t appendEntity(std::string_view html, std::size_t at, std::string& text) {
  for (const auto& [entity, character] : kEntities) {
    if (html.substr(at).starts_with(entity)) {
      text += character;
      return at + entity.size();
    }
  }
  text += '&';
  return at + 1;
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  return begin == std::string::npos
             ? std::string()
             : text.substr(begin, text.find_last_not_of(kBlanks) + 1 - begin);
}

}  // namespace

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) {
    return std::string(text);
  }
  std::size_t end = bytes < kEllipsis.size() ? 0 : bytes - kEllipsis.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return std::string(text.substr(0, end)) += kEllipsis;
}

std::string textOfHtml(std::string_view html) {
  std::string text;
  std::size_t at = 0;
  while (at < html.size()) {
    if (html[at] == '<') {
      const std::string name = nameOfTag(html.substr(at));
      text += endsLine(name) ? "\n" : "";
      at = behindTag(html, at, name);
    } else if (html[at] == '&') {
      at = appendEntity(html, at, text);
    } else {
      text += html[at++];
    }
  }
  return trimmed(text);
}

std::string sentenceOf(std::string_view message) {
  message = message.substr(0, message.find(" at /"));
  message = message.substr(0, message.find('\n'));
  return shortened(textOfHtml(message), kSentenceBytesMax);
}

}  // namespace bailey::request_tracker
