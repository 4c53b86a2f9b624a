#include "contact_pages.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace bailey::sql {
namespace {

// A page ends early when its contacts hold more text than this, so that answers stay well below any
// limit of the host's however long the texts are.
constexpr std::size_t kPageBytesMax = std::size_t{1024} * 1024;

// Clocks differ, and some schemas keep local time: only what lies further ahead is taken for wrong.
constexpr std::chrono::hours kAheadMax{24};

bool isCredible(const SortKey& key) {
  const std::optional<ChangeTime> time = readChangeTime(key.time);
  // In seconds: the clock's own nanoseconds end in the year 2262, texts do not.
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return key.time.empty() || (time.has_value() && time->second <= now + kAheadMax);
}

// Nothing for garbage, another bridge's checkpoint, or one from a time that has not come: Talkdesk
// would send it for ever, so it must not be an error. (contract.md §3.2)
std::optional<SortKey> readCheckpoint(const std::optional<std::string>& text) {
  std::optional<SortKey> key = text.has_value() ? readSortKey(*text) : std::nullopt;
  return key.has_value() && isCredible(*key) ? key : std::nullopt;
}

// May lie ahead of the time: contacts with such change times are walked through as well.
std::optional<SortKey> readOffset(const std::optional<std::string>& text) {
  return text.has_value() ? readSortKey(*text) : std::nullopt;
}

std::size_t bytesOf(const Contact& contact) {
  std::size_t bytes = 0;
  for (const std::string* text : {&contact.id,
                                  &contact.name,
                                  &contact.company,
                                  &contact.title,
                                  &contact.photo_url,
                                  &contact.address,
                                  &contact.twitter,
                                  &contact.url}) {
    bytes += text->size();
  }
  for (const auto* list : {&contact.emails, &contact.phones, &contact.websites}) {
    for (const std::string& text : *list) {
      bytes += text.size();
    }
  }
  return bytes;
}

bool isId(const Value& id) {
  if (const auto* text = std::get_if<std::string>(&id)) {
    return !text->empty() && isUtf8(*text);
  }
  return std::holds_alternative<std::int64_t>(id);
}

void raise(SortKey& highest, const SortKey& key) {
  if (isBefore(highest, key)) {
    highest = key;
  }
}

Arguments behind(const SortKey& key, std::size_t limit, JsonView auth) {
  Arguments arguments(auth);
  arguments.set("after_time", key.time);
  arguments.set("after_id", key.id);
  arguments.set("limit", static_cast<std::int64_t>(limit));
  return arguments;
}

}  // namespace

// What one page has gathered.
struct ContactPages::Walk {
  ContactPage page;
  std::optional<SortKey> last;  // the last contact that a next page can start behind
  SortKey highest;              // what the checkpoint may be
  std::size_t bytes = 0;
  std::size_t without_id = 0;
  std::size_t without_time = 0;
  bool more = false;
};

ContactPages::ContactPages(const ContactSettings& settings, Preparation& preparation)
    : query_(preparation.reading(
          "/contacts/statement",
          settings.statement,
          {{"after_time", "after_id", "limit"}, {"after_time", "after_id", "limit"}, {}})),
      page_size_(static_cast<std::size_t>(settings.page_size)),
      overlap_(settings.overlap) {
  RecordFields fields(settings.mapping, "/contacts", query_, preparation.complaints());
  id_ = fields.neededField("id", FieldKind::Key);
  updated_at_ = fields.neededField("updated_at", FieldKind::Key);
  name_ = fields.neededField("name", FieldKind::Text);
  company_ = fields.optionalField("company", FieldKind::Text);
  title_ = fields.optionalField("title", FieldKind::Text);
  emails_ = fields.optionalField("emails", FieldKind::List);
  phones_ = fields.optionalField("phones", FieldKind::List);
  photo_url_ = fields.optionalField("photo_url", FieldKind::Text);
  address_ = fields.optionalField("address", FieldKind::Text);
  websites_ = fields.optionalField("websites", FieldKind::List);
  twitter_ = fields.optionalField("twitter", FieldKind::Text);
  url_ = fields.optionalField("url", FieldKind::Text);
  fields.finish();
}

void ContactPages::tryOut(Session& session, Complaints& complaints) const {
  Rows rows = session.run(
      query_, behind({{}, std::string()}, page_size_ + 1, JsonView(std::string_view())));
  std::string previous;
  while (rows.next()) {
    const Value time = updated_at_.raw(rows);
    const auto* text = std::get_if<std::string>(&time);
    if (text == nullptr || !readChangeTime(*text).has_value()) {
      complaints.add(query_.pointer,
                     "\"updated_at\" must be text like 2024-03-05 08:20:11 or "
                     "2024-03-05T08:20:11Z, in UTC; a contact has something else there");
      return;
    }
    if (*text < previous) {
      complaints.add(query_.pointer,
                     "must give its rows in ascending order of \"updated_at\", then \"id\"");
      return;
    }
    previous = *text;
  }
}

ContactPage ContactPages::page(const ContactSynchronizationRequest& request,
                               Session& session,
                               Call& call) const {
  const std::optional<SortKey> checkpoint = readCheckpoint(request.checkpoint);
  if (request.checkpoint.has_value() && !checkpoint.has_value()) {
    call.log(LogLevel::Warn, "unreadable checkpoint: synchronizing all contacts again");
  }
  const std::optional<SortKey> offset = readOffset(request.offset);
  if (request.offset.has_value() && !offset.has_value()) {
    call.log(LogLevel::Warn, "unreadable offset: starting this run again from its checkpoint");
  }
  const SortKey start = checkpoint.value_or(SortKey{{}, std::string()});
  Walk walk;
  walk.highest = start;
  if (offset.has_value() && isCredible(*offset)) {
    raise(walk.highest, *offset);
  }
  {
    const SortKey from = offset.has_value() ? *offset : startFrom(start);
    Rows rows = session.run(query_, behind(from, page_size_ + 1, request.auth));
    collect(rows, walk);
  }
  if (walk.without_id + walk.without_time > 0) {
    call.log(LogLevel::Warn,
             "contacts: " + std::to_string(walk.without_id) + " without a usable id left out, " +
                 std::to_string(walk.without_time) + " without a credible change time");
  }
  walk.page.checkpoint = writeSortKey(walk.highest);
  if (walk.more) {
    if (!walk.last.has_value()) {
      call.log(LogLevel::Error, "contacts: a whole page without usable ids and change times");
      throw Error(Error::Code::Unavailable, "The CRM's contacts cannot be read in order.");
    }
    walk.page.next_offset = writeSortKey(*walk.last);
  }
  return std::move(walk.page);
}

// An incremental run begins a little earlier than its checkpoint, and with a whole second: so a
// contact that shares the checkpoint's second, or whose change was committed a little late, is not
// lost. One second more, because the statement leaves out what equals its start.
SortKey ContactPages::startFrom(const SortKey& checkpoint) const {
  std::optional<ChangeTime> time = readChangeTime(checkpoint.time);
  if (!time.has_value()) {
    return checkpoint;
  }
  time->second -= overlap_ + std::chrono::seconds(1);
  return {writeChangeTime(*time), std::string()};
}

Contact ContactPages::contact(const Rows& rows) const {
  Contact contact;
  contact.id = textOf(id_.raw(rows));
  contact.name = name_.text(rows);
  contact.company = company_.text(rows);
  contact.title = title_.text(rows);
  contact.emails = emails_.list(rows);
  contact.phones = phones_.list(rows);
  contact.photo_url = photo_url_.text(rows);
  contact.address = address_.text(rows);
  contact.websites = websites_.list(rows);
  contact.twitter = twitter_.text(rows);
  contact.url = url_.text(rows);
  return contact;
}

void ContactPages::take(const Rows& rows, Walk& walk) const {
  const SortKey key{textOf(updated_at_.raw(rows)), id_.raw(rows)};
  if (!isId(key.id)) {
    ++walk.without_id;
    return;
  }
  Contact contact = this->contact(rows);
  const bool has_time = readChangeTime(key.time).has_value();
  if (has_time) {
    if (walk.last.has_value() && key.time < walk.last->time) {
      throw Error(Error::Code::Unavailable, "The CRM does not give its contacts in order.");
    }
    contact.updated_at = key.time;
    walk.last = key;
  }
  if (has_time && isCredible(key)) {
    raise(walk.highest, key);
  } else {
    ++walk.without_time;  // handed out, again in every run, but never what a run starts from
  }
  walk.bytes += bytesOf(contact);
  walk.page.contacts.push_back(std::move(contact));
}

void ContactPages::collect(Rows& rows, Walk& walk) const {
  std::size_t seen = 0;
  while (rows.next()) {
    if (seen == page_size_ || (walk.bytes > kPageBytesMax && walk.last.has_value())) {
      walk.more = true;
      return;
    }
    ++seen;
    take(rows, walk);
  }
}

}  // namespace bailey::sql
