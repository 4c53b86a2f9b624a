// Contact synchronization: one page of contacts and where to go on. (contract.md §3)
#include "talkdesk/operation_answers.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_set>
#include <vector>

namespace bailey::talkdesk {
namespace {

namespace dom = simdjson::dom;

constexpr std::array<std::string_view, 3> kPageNames = {
    "contacts", "next_offset", "synchronization_checkpoint"};

enum ContactMember : std::size_t {
  Id,
  Name,
  Company,
  Title,
  Emails,
  Phones,
  PhotoUrl,
  Address,
  Websites,
  Twitter,
  Url,
  UpdatedAt,
  ContactMemberCount,
};

constexpr std::array<std::string_view, ContactMemberCount> kContactNames = {"id",
                                                                            "name",
                                                                            "company",
                                                                            "title",
                                                                            "emails",
                                                                            "phones",
                                                                            "photo_url",
                                                                            "address",
                                                                            "websites",
                                                                            "twitter",
                                                                            "url",
                                                                            "updated_at"};

// Texts in their order, trimmed, without empty ones and repetitions.
class TextList {
public:
  void clear() {
    if (items_.size() > kFewItems) {
      index_.clear();
    }
    if (!numbers_.empty()) {
      numbers_.clear();
    }
    items_.clear();
  }

  // False when `element` is neither text nor an integer. A null counts as nothing.
  bool add(dom::element element) {
    ScalarText scalar;
    if (element.is_null()) {
      return true;
    }
    if (!scalar.readTextOrInteger(element)) {
      return false;
    }
    const std::string_view text = trimmed(scalar.view());
    if (text.empty() || contains(text)) {
      return true;
    }
    // A string lives in the document; an integer's digits have to be kept.
    items_.push_back(element.is_string() ? text : std::string_view(numbers_.emplace_back(text)));
    if (items_.size() > kFewItems) {
      index_.insert(items_.back());
    }
    return true;
  }

  [[nodiscard]] const std::vector<std::string_view>& items() const { return items_; }

  [[nodiscard]] std::string_view first() const {
    return items_.empty() ? std::string_view{} : items_.front();
  }

private:
  static constexpr std::size_t kFewItems = 16;  // compared one by one; the rest through index_

  [[nodiscard]] bool contains(std::string_view text) const {
    const auto end =
        items_.begin() + static_cast<std::ptrdiff_t>(std::min(items_.size(), kFewItems));
    if (std::find(items_.begin(), end, text) != end) {
      return true;
    }
    return items_.size() > kFewItems && index_.contains(text);
  }

  std::vector<std::string_view> items_;
  std::unordered_set<std::string_view> index_;
  std::deque<std::string> numbers_;
};

// Writes the contacts of one page, one after the other.
class ContactList {
public:
  ContactList(JsonWriter& json, AnswerNotes& notes) : json_(json), notes_(notes) {}

  // Writes or drops the next contact. A breach is about the page, not about the contact.
  MaybeBreach add(dom::element element);

  [[nodiscard]] std::size_t written() const { return written_; }

private:
  using Members = std::array<std::optional<dom::element>, ContactMemberCount>;

  [[nodiscard]] bool isOutOfOrder(const Members& members);
  std::string_view readText(const Members& members, ContactMember member, ScalarText& text);
  void readList(const Members& members, ContactMember member, TextList& list);
  void writeText(const Members& members, ContactMember member);
  void writeList(ContactMember member, const TextList& list);
  void write(const Members& members, std::string_view id);

  JsonWriter& json_;
  AnswerNotes& notes_;
  std::size_t index_ = 0;
  std::size_t written_ = 0;
  std::string_view updated_at_;  // of the last contact that had one
  TextList emails_;
  TextList phones_;
  TextList websites_;
};

MaybeBreach ContactList::add(dom::element element) {
  dom::object object;
  ScalarText id;
  if (element.get(object) != simdjson::SUCCESS) {
    notes_.drop("contacts", index_, "is not an object");
  } else if (const Members members = pickMembers(object, kContactNames); !readId(members[Id], id)) {
    notes_.drop("contacts", index_, "has no usable id");
  } else if (isOutOfOrder(members)) {
    return Breach{"contacts[" + std::to_string(index_) + "] is out of order"};
  } else {
    write(members, id.view());
    ++written_;
  }
  ++index_;
  return std::nullopt;
}

// Contacts must ascend by what the checkpoint is made of, or an interrupted run loses some.
// (contract.md §3.2, step 6)
bool ContactList::isOutOfOrder(const Members& members) {
  std::string_view updated_at;
  if (!members[UpdatedAt]) {
    return false;
  }
  if (members[UpdatedAt]->get(updated_at) != simdjson::SUCCESS) {
    notes_.omit("contacts", index_, kContactNames[UpdatedAt]);
    return false;
  }
  if (updated_at.empty()) {
    return false;
  }
  const bool is_earlier = updated_at < updated_at_;
  updated_at_ = updated_at;
  return is_earlier;
}

std::string_view ContactList::readText(const Members& members,
                                       ContactMember member,
                                       ScalarText& text) {
  if (!members[member]) {
    return {};
  }
  if (!text.readTextOrInteger(*members[member])) {
    notes_.omit("contacts", index_, kContactNames[member]);
    return {};
  }
  return trimmed(text.view());
}

void ContactList::readList(const Members& members, ContactMember member, TextList& list) {
  list.clear();
  if (!members[member]) {
    return;
  }
  bool is_sound = true;
  dom::array array;
  if (members[member]->get(array) == simdjson::SUCCESS) {
    for (const dom::element element : array) {
      is_sound = list.add(element) && is_sound;
    }
  } else {
    is_sound = list.add(*members[member]);
  }
  if (!is_sound) {
    notes_.omit("contacts", index_, kContactNames[member]);
  }
}

void ContactList::writeText(const Members& members, ContactMember member) {
  ScalarText text;
  const std::string_view value = readText(members, member, text);
  if (!value.empty()) {
    json_.member(kContactNames[member], value);
  }
}

void ContactList::writeList(ContactMember member, const TextList& list) {
  if (list.items().empty()) {
    return;
  }
  json_.name(kContactNames[member]);
  json_.beginArray();
  for (const std::string_view item : list.items()) {
    json_.text(item);
  }
  json_.endArray();
}

void ContactList::write(const Members& members, std::string_view id) {
  readList(members, Emails, emails_);
  readList(members, Phones, phones_);
  readList(members, Websites, websites_);
  ScalarText name_text;
  ScalarText company_text;
  const std::string_view company = readText(members, Company, company_text);
  std::string_view name = readText(members, Name, name_text);
  for (const std::string_view substitute : {company, emails_.first(), phones_.first(), id}) {
    name = name.empty() ? substitute : name;
  }
  json_.beginObject();
  json_.member("id", id);
  json_.member("name", name);
  if (!company.empty()) {
    json_.member("company", company);
  }
  writeText(members, Title);
  writeList(Emails, emails_);
  writeList(Phones, phones_);
  writeText(members, PhotoUrl);
  writeText(members, Address);
  writeList(Websites, websites_);
  writeText(members, Twitter);
  writeText(members, Url);
  json_.endObject();
}

// More would leave too little of a request's JsonLimits::members when the context comes back.
constexpr std::size_t kContextMembersMax = JsonLimits{}.members / 2;

// Writes next_offset, and the context that goes with it. Absent, null and "" mean finished.
MaybeBreach writeNextOffset(const std::optional<dom::element>& element,
                            dom::object page,
                            const RequestFacts& facts,
                            JsonWriter& json) {
  ScalarText next;
  if (!element) {
    return std::nullopt;
  }
  if (!next.readTextOrNumber(*element)) {
    // Leaving it out would tell Talkdesk that the run is over.
    return Breach{"next_offset is neither text nor a number"};
  }
  if (next.view().empty()) {
    return std::nullopt;
  }
  if (next.view() == facts.offset) {
    return Breach{"next_offset is the offset of this very page"};
  }
  json.member("next_offset", next.view());
  dom::element context;
  if (page.at_key("context").get(context) == simdjson::SUCCESS) {
    if (hasMoreMembersThan(context, kContextMembersMax)) {
      return Breach{"context holds too many members to come back in a request"};
    }
    json.name("context");
    json.raw(simdjson::minify(context));
  }
  return std::nullopt;
}

MaybeBreach writeCheckpoint(const std::optional<dom::element>& element,
                            bool is_empty_page,
                            const RequestFacts& facts,
                            JsonWriter& json) {
  ScalarText checkpoint;
  if (element && !checkpoint.readTextOrInteger(*element)) {
    return Breach{"synchronization_checkpoint is not text"};
  }
  if (!checkpoint.view().empty()) {
    json.member("synchronization_checkpoint", checkpoint.view());
    return std::nullopt;
  }
  if (!is_empty_page || !facts.has_checkpoint) {
    return Breach{"synchronization_checkpoint is missing"};
  }
  json.member("synchronization_checkpoint", facts.checkpoint);
  return std::nullopt;
}

}  // namespace

MaybeBreach writeContactAnswer(dom::element root, const RequestFacts& facts, Answer& answer) {
  dom::object page;
  if (root.get(page) != simdjson::SUCCESS) {
    return Breach{"the answer is not an object"};
  }
  const auto members = pickMembers(page, kPageNames);
  dom::array contacts;
  if (!members[0] || members[0]->get(contacts) != simdjson::SUCCESS) {
    return Breach{"contacts is not a list"};
  }
  AnswerNotes notes(answer);
  JsonWriter json(answer.body);
  json.beginObject();
  json.name("contacts");
  json.beginArray();
  ContactList list(json, notes);
  for (const dom::element contact : contacts) {
    if (auto breach = list.add(contact)) {
      return breach;
    }
  }
  json.endArray();
  if (auto breach = writeNextOffset(members[1], page, facts, json)) {
    return breach;
  }
  if (auto breach = writeCheckpoint(members[2], list.written() == 0, facts, json)) {
    return breach;
  }
  json.endObject();
  return std::nullopt;
}

}  // namespace bailey::talkdesk
