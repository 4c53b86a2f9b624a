#include "bailey/contract.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::plugin_api {
namespace {

using contract::Envelope;

template <typename Answer>
std::string written(const Answer& answer) {
  std::string out;
  JsonWriter json(out);
  contract::write(json, answer);
  return out;
}

// ---- the envelope ----

TEST(Envelope, FindsItsPartsInAnyOrderAndIgnoresOthers) {
  const Envelope body(R"({"x":1,"data":{"d":1},"meta":{"m":1},"auth":{"a":1}})");
  EXPECT_EQ(body.auth.json(), R"({"a":1})");
  EXPECT_EQ(body.meta.json(), R"({"m":1})");
  EXPECT_EQ(body.data.json(), R"({"d":1})");
}

TEST(Envelope, FindsPartsWhoseNamesAreWrittenWithEscapes) {
  EXPECT_EQ(Envelope(R"({"\u0061uth":{"token":"t"}})").auth["token"].text(), "t");
}

TEST(Envelope, ReadsAbsentAndNullPartsAsEmpty) {
  for (const std::string_view text : {"{}", R"({"auth":null,"meta":null,"data":null})"}) {
    const Envelope body(text);
    EXPECT_FALSE(body.auth["token"].present()) << text;
    EXPECT_FALSE(body.meta["offset"].present()) << text;
    EXPECT_FALSE(body.data["subject"].present()) << text;
  }
}

// ---- requests ----

TEST(ContactSynchronizationRequest, ReadsTheFirstPageOfEverything) {
  for (const std::string_view text :
       {R"({"auth":{}})",
        R"({"auth":{},"meta":{}})",
        R"({"meta":{"synchronization_checkpoint":null,"offset":null,"context":null}})",
        R"({"meta":{"synchronization_checkpoint":"","offset":""}})"}) {
    const Envelope body(text);
    const auto request = contract::contactSynchronization(body);
    EXPECT_EQ(request.checkpoint, std::nullopt) << text;
    EXPECT_EQ(request.offset, std::nullopt) << text;
    EXPECT_FALSE(request.context.present()) << text;
  }
}

TEST(ContactSynchronizationRequest, ReadsALaterPage) {
  const Envelope body(R"({"auth":{"token":"t"},"meta":{"offset":"p.2","context":{"q":"71f"},)"
                      R"("synchronization_checkpoint":"2024-03-05 08:15:00 UTC"}})");
  const auto request = contract::contactSynchronization(body);
  EXPECT_EQ(request.auth["token"].text(), "t");
  EXPECT_EQ(request.checkpoint, "2024-03-05 08:15:00 UTC");
  EXPECT_EQ(request.offset, "p.2");
  EXPECT_EQ(request.context.json(), R"({"q":"71f"})");
}

TEST(ContactSynchronizationRequest, TakesAnOffsetThatIsANumber) {
  const Envelope body(R"({"meta":{"offset":200}})");
  EXPECT_EQ(contract::contactSynchronization(body).offset, "200");
}

TEST(InteractionRetrievalRequest, ReadsEveryMember) {
  const Envelope body(R"({"auth":{"token":"t"},"meta":{"interaction_types":["ticket","case"]},)"
                      R"("data":{"contact_external_id":"c-17","contact_name":"In\u00eas Prata",)"
                      R"("contact_emails":["a@b.c","d@e.f"],"contact_phones":["+351210000017"]}})");
  const auto request = contract::interactionRetrieval(body);
  EXPECT_EQ(request.auth["token"].text(), "t");
  EXPECT_EQ(request.types, (std::vector<std::string>{"ticket", "case"}));
  EXPECT_EQ(request.contact_id, "c-17");
  EXPECT_EQ(request.contact_name, "In\u00eas Prata");
  EXPECT_EQ(request.contact_emails, (std::vector<std::string>{"a@b.c", "d@e.f"}));
  EXPECT_EQ(request.contact_phones, (std::vector<std::string>{"+351210000017"}));
}

TEST(InteractionRetrievalRequest, TellsNoTypesGivenFromNoneWanted) {
  EXPECT_EQ(contract::interactionRetrieval(Envelope("{}")).types, std::nullopt);
  const Envelope null(R"({"meta":{"interaction_types":null}})");
  EXPECT_EQ(contract::interactionRetrieval(null).types, std::nullopt);
  const Envelope none(R"({"meta":{"interaction_types":[]}})");
  EXPECT_EQ(contract::interactionRetrieval(none).types, std::vector<std::string>{});
}

TEST(InteractionRetrievalRequest, SearchesForNothingEmpty) {
  const Envelope body(
      R"({"data":{"contact_emails":["",null,"a@b.c",{"x":1},["y"],true],"contact_phones":""}})");
  const auto request = contract::interactionRetrieval(body);
  EXPECT_EQ(request.contact_emails, (std::vector<std::string>{"a@b.c"}));
  EXPECT_TRUE(request.contact_phones.empty());
  EXPECT_EQ(request.contact_id, "");
  EXPECT_EQ(request.contact_name, "");
}

TEST(InteractionRetrievalRequest, TakesABareTextOrNumberForAListOfOne) {
  const Envelope body(
      R"({"data":{"contact_emails":"a@b.c","contact_phones":351210000017,"contact_external_id":9}})");
  const auto request = contract::interactionRetrieval(body);
  EXPECT_EQ(request.contact_emails, (std::vector<std::string>{"a@b.c"}));
  EXPECT_EQ(request.contact_phones, (std::vector<std::string>{"351210000017"}));
  EXPECT_EQ(request.contact_id, "9");
}

TEST(AgentSynchronizationRequest, ReadsAnyFormOfOffset) {
  const auto offset = [](std::string_view text) {
    return contract::agentSynchronization(Envelope(text)).offset;
  };
  EXPECT_EQ(offset(R"({"auth":{}})"), 0);
  EXPECT_EQ(offset(R"({"meta":null})"), 0);
  EXPECT_EQ(offset(R"({"meta":{"offset":null}})"), 0);
  EXPECT_EQ(offset(R"({"meta":{"offset":100}})"), 100);
  EXPECT_EQ(offset(R"({"meta":{"offset":"100"}})"), 100);
}

TEST(AgentSynchronizationRequest, StartsAgainAtAnOffsetItCannotUse) {
  for (const std::string_view text : {R"({"meta":{"offset":"p.2"}})",
                                      R"({"meta":{"offset":-5}})",
                                      R"({"meta":{"offset":[3]}})",
                                      R"({"meta":{"offset":99999999999999999999}})"}) {
    EXPECT_EQ(contract::agentSynchronization(Envelope(text)).offset, 0) << text;
  }
}

TEST(ActionRequest, ReadsEveryMember) {
  const Envelope body(
      R"({"auth":{"token":"t"},"meta":{"contact_external_id":"c-17","agent_external_id":"u-5"},)"
      R"("data":{"subject":"Missed call"}})");
  const ActionRequest request = contract::action(body, "create_ticket");
  EXPECT_EQ(request.auth["token"].text(), "t");
  EXPECT_EQ(request.action, "create_ticket");
  EXPECT_EQ(request.data["subject"].text(), "Missed call");
  EXPECT_EQ(request.contact_id, "c-17");
  EXPECT_EQ(request.agent_id, "u-5");
}

TEST(ActionRequest, RunsOutsideAnyScopeWhenMetaIsEmpty) {
  const Envelope body(R"({"meta":{},"data":{}})");
  const ActionRequest request = contract::action(body, "a");
  EXPECT_EQ(request.contact_id, "");
  EXPECT_EQ(request.agent_id, "");
}

TEST(ActionRequest, ReadsInputsByTheirType) {
  const Envelope body(
      R"({"data":{"count":7,"text":" -12 ","big":9223372036854775807,"flag":true,"none":null,)"
      R"("fraction":1.5,"words":"a few","subject":"\u00e9"}})");
  const ActionRequest request = contract::action(body, "a");
  EXPECT_EQ(request.number("count"), 7);
  EXPECT_EQ(request.number("text"), -12);
  EXPECT_EQ(request.number("big"), std::numeric_limits<std::int64_t>::max());
  for (const char* key : {"flag", "none", "fraction", "words", "absent"}) {
    EXPECT_EQ(request.number(key), std::nullopt) << key;
  }
  EXPECT_EQ(request.text("subject"), "\u00e9");
  EXPECT_EQ(request.text("count"), "7");
  EXPECT_EQ(request.text("flag"), "true");
  EXPECT_EQ(request.text("none"), "");
  EXPECT_EQ(request.text("absent"), "");
}

// ---- answers ----

TEST(StoredFieldsAnswer, KeepsTheTypeOfEachField) {
  const StoredFields fields = {{"org_id", 4411}, {"sandbox", false}, {"url", "https://\"n\""}};
  EXPECT_EQ(written(fields), R"({"org_id":4411,"sandbox":false,"url":"https://\"n\""})");
  EXPECT_EQ(written(StoredFields{}), "{}");
}

TEST(ContactPageAnswer, WritesEveryMember) {
  Contact contact;
  contact.id = "c-17";
  contact.name = "In\u00eas \"Prata\"";
  contact.company = "Faro Lda";
  contact.title = "Buyer";
  contact.emails = {"a@b.c", "d@e.f"};
  contact.phones = {"+351210000017"};
  contact.photo_url = "https://p";
  contact.address = "Rua 1";
  contact.websites = {"www.example.com"};
  contact.twitter = "ines";
  contact.url = "https://u";
  contact.updated_at = "2024";
  const ContactPage page{{contact}, "cp", "off", R"({"q":[1]})"};
  EXPECT_EQ(nlohmann::json::parse(written(page)), nlohmann::json::parse(R"({
    "contacts": [{"id":"c-17","name":"In\u00eas \"Prata\"","company":"Faro Lda","title":"Buyer",
      "emails":["a@b.c","d@e.f"],"phones":["+351210000017"],"photo_url":"https://p",
      "address":"Rua 1","websites":["www.example.com"],"twitter":"ines","url":"https://u",
      "updated_at":"2024"}],
    "synchronization_checkpoint":"cp","next_offset":"off","context":{"q":[1]}})"));
}

TEST(ContactPageAnswer, LeavesEmptyMembersOut) {
  ContactPage page;
  page.contacts.resize(1);
  page.contacts[0].id = "c-1";
  page.checkpoint = "cp";
  EXPECT_EQ(written(page), R"({"contacts":[{"id":"c-1"}],"synchronization_checkpoint":"cp"})");
}

TEST(ContactPageAnswer, WritesAnEmptyListWhenNothingChanged) {
  EXPECT_EQ(written(ContactPage{{}, "cp", std::nullopt, ""}),
            R"({"contacts":[],"synchronization_checkpoint":"cp"})");
}

TEST(ContactPageAnswer, SendsNoContextAndNoEmptyOffsetOnTheLastPage) {
  EXPECT_EQ(written(ContactPage{{}, "cp", std::nullopt, "{}"}),
            R"({"contacts":[],"synchronization_checkpoint":"cp"})");
  EXPECT_EQ(written(ContactPage{{}, "cp", "", "{}"}),
            R"({"contacts":[],"synchronization_checkpoint":"cp"})");
}

TEST(InteractionsAnswer, IsAnArrayWithEveryMember) {
  const std::vector<Interaction> interactions = {
      {"t-902",
       "Invoice",
       "text",
       "2024-02-28 10:02:00 UTC",
       "https://u",
       "ticket",
       "high",
       "open"},
      {"t-903", "Other", "", "1709114520", "", "ticket", "", ""}};
  EXPECT_EQ(nlohmann::json::parse(written(interactions)), nlohmann::json::parse(R"([
    {"id":"t-902","subject":"Invoice","description":"text","date":"2024-02-28 10:02:00 UTC",
     "url":"https://u","type":"ticket","priority":"high","status":"open"},
    {"id":"t-903","subject":"Other","date":"1709114520","type":"ticket"}])"));
  EXPECT_EQ(written(std::vector<Interaction>{}), "[]");
}

TEST(AgentPageAnswer, WritesTheOffsetAsAnInteger) {
  const AgentPage page{{{"u-5", "Rui Melo", "rui@faro.example"}}, 100};
  EXPECT_EQ(written(page),
            R"({"agents":[{"id":"u-5","name":"Rui Melo","email":"rui@faro.example"}],)"
            R"("next_offset":100})");
}

TEST(AgentPageAnswer, LeavesWhatIsMissingOut) {
  EXPECT_EQ(written(AgentPage{{{"u-6", "No Mail", ""}}, std::nullopt}),
            R"({"agents":[{"id":"u-6","name":"No Mail"}]})");
  EXPECT_EQ(written(AgentPage{}), R"({"agents":[]})");
}

TEST(ActionAnswer, WritesEveryMember) {
  const ActionResult result{"Lead created", "t-1", "L-8", "lead", "https://u"};
  EXPECT_EQ(written(result),
            R"({"message":"Lead created","external_id":"t-1","contact_external_id":"L-8",)"
            R"("contact_external_type":"lead","contact_external_url":"https://u"})");
}

TEST(ActionAnswer, IsAnEmptyObjectWhenThereIsNothingToSay) {
  EXPECT_EQ(written(ActionResult{}), "{}");
}

}  // namespace
}  // namespace bailey::plugin_api
