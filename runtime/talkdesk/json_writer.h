// Appends compact JSON to a string, without a document in between.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace bailey::talkdesk {

// Appends `text` as a JSON string, quotes included. REQUIRES: `text` is valid UTF-8
void appendJsonString(std::string& out, std::string_view text);

// Puts the commas where they belong: it looks at the last byte written, so cutting `out` back to an
// earlier size takes back everything written since. The caller nests and closes correctly.
class JsonWriter {
public:
  // `out` is empty, or ends where a value may follow, and outlives this.
  explicit JsonWriter(std::string& out) : out_(out) {}

  void beginObject() { open('{'); }

  void endObject() { out_.push_back('}'); }

  void beginArray() { open('['); }

  void endArray() { out_.push_back(']'); }

  // A member's name; exactly one value must follow.
  void name(std::string_view name);

  void text(std::string_view value);
  void integer(std::int64_t value);
  void boolean(bool value);

  // `json` is one complete JSON value.
  void raw(std::string_view json);

  void member(std::string_view member_name, std::string_view value) {
    name(member_name);
    text(value);
  }

private:
  void separate() {
    if (out_.empty()) {
      return;
    }
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') {
      out_.push_back(',');
    }
  }

  void open(char bracket) {
    separate();
    out_.push_back(bracket);
  }

  std::string& out_;
};

}  // namespace bailey::talkdesk
