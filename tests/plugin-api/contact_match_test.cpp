#include "bailey/contact_match.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bailey::plugin_api {
namespace {

TEST(MatchesContact, ByIdWhereBothSidesHaveOne) {
  EXPECT_TRUE(matchesContact({.id = "17"}, {.id = "17"}));
  EXPECT_FALSE(matchesContact({.id = "17"}, {.id = "170"}));
  EXPECT_FALSE(matchesContact({.id = "17", .emails = {"a@b.example"}},
                              {.id = "18", .emails = {"a@b.example"}}))
      << "two people with one address";
}

TEST(MatchesContact, ByEmailOrPhoneWhereAnIdIsMissing) {
  const ContactKeys wanted{.emails = {"a@b.example", "c@d.example"}, .phones = {"+351912000017"}};
  EXPECT_TRUE(matchesContact(wanted, {.id = "17", .emails = {"x@y.example", "C@D.example"}}));
  EXPECT_TRUE(matchesContact(wanted, {.phones = {"912 000 017"}}));
  EXPECT_FALSE(matchesContact(wanted, {.emails = {"x@y.example"}, .phones = {"912 000 018"}}));
}

TEST(MatchesContact, NothingMatchesNothing) {
  EXPECT_FALSE(matchesContact({}, {}));
  EXPECT_FALSE(matchesContact({.emails = {""}, .phones = {""}}, {.emails = {""}, .phones = {""}}));
  EXPECT_FALSE(matchesContact({.id = "17"}, {}));
  EXPECT_FALSE(matchesContact({}, {.id = "17", .emails = {"a@b.example"}}));
}

struct Ticket {
  std::string subject;
  std::string customer;
  std::string email;
};

TEST(KeepMatching, TakesOutWhatACrmGaveThatIgnoredTheFilter) {
  std::vector<Ticket> tickets = {{"ours", "17", ""},
                                 {"another's", "18", "ines@faro.example"},
                                 {"ours by e-mail", "", "INES@faro.example"},
                                 {"nobody's", "", ""}};
  InteractionRetrievalRequest request{{}, std::nullopt, {}, {}, {}, {}};
  request.contact_id = "17";
  request.contact_emails = {"ines@faro.example"};
  const std::size_t taken_out = keepMatching(tickets, keysOf(request), [](const Ticket& ticket) {
    return ContactKeys{.id = ticket.customer, .emails = {ticket.email}};
  });
  EXPECT_EQ(taken_out, 2U);
  ASSERT_EQ(tickets.size(), 2U);
  EXPECT_EQ(tickets[0].subject, "ours");
  EXPECT_EQ(tickets[1].subject, "ours by e-mail");
}

}  // namespace
}  // namespace bailey::plugin_api
