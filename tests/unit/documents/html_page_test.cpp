// The page of tables: complete, self-contained, and safe whatever texts it shows.
#include "documents/html_page.h"

#include <gtest/gtest.h>

#include <string>

namespace bailey::documents {
namespace {

const char* const kHostile = "</td><script>alert('x')</script> & \"quotes\"";
const char* const kEscaped =
    "&lt;/td&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;quotes&quot;";

IntegrationDocument integration() {
  IntegrationDocument document;
  document.name = "northcrm";
  document.display_name = "North CRM";
  document.authentication_type = talkdesk::AuthenticationType::Custom;
  document.authentication_configuration.resize(1);
  document.authentication_configuration[0].field_name = "token";
  document.endpoints[0] = "https://bridge.example.net/northcrm/auth_validation";
  return document;
}

ActionDocument action() {
  ActionDocument document;
  document.provider = "northcrm";
  document.action.name = "create_ticket";
  document.action.inputs = {
      {"queue", "Queue", true, talkdesk::InputType::Select, "sales, support"}};
  return document;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

TEST(HtmlPage, HasATableForEachPart) {
  const std::string html = htmlPage(integration(), {action(), action()});
  EXPECT_EQ(count(html, "<table>"), 4U);
  EXPECT_EQ(count(html, "</table>"), 4U);
  EXPECT_EQ(count(html, "<h2>Integration</h2>"), 1U);
  EXPECT_EQ(count(html, "<h2>Authentication field: token</h2>"), 1U);
  EXPECT_EQ(count(html, "<h2>Action: create_ticket</h2>"), 2U);
  EXPECT_EQ(count(html, "<td>sales,support</td>"), 2U);
  EXPECT_EQ(count(html, "Activate Custom Integration"), 1U);
}

std::string row(const std::string& name, const std::string& value) {
  return "<tr><th scope=\"row\">" + name + "</th><td>" + value + "</td></tr>\n";
}

TEST(HtmlPage, ShowsFieldsAndInputsAsTheJsonDoes) {
  IntegrationDocument document = integration();
  talkdesk::AuthenticationField& field = document.authentication_configuration[0];
  field.display = "API token";
  field.mandatory = true;
  field.oauth = true;
  field.store = false;
  field.help = "Profile";
  field.format = "{{token}}";
  const std::string html = htmlPage(document, {action()});
  EXPECT_EQ(count(html,
                  row("Field name", "token") + row("Display", "API token") +
                      row("Mandatory", "Yes") + row("Type", "oauth") + row("Store", "No") +
                      row("Help", "Profile") + row("Format", "{{token}}")),
            1U)
      << html;
  EXPECT_EQ(count(html,
                  row("Key", "queue") + row("Name", "Queue") + row("Mandatory", "Yes") +
                      row("Type", "select") + row("Format", "sales,support")),
            1U)
      << html;
}

TEST(HtmlPage, SaysWhatIsNotOffered) {
  const std::string html = htmlPage(integration(), {});
  EXPECT_EQ(count(html, "<td>https://bridge.example.net/northcrm/auth_validation</td>"), 1U);
  EXPECT_EQ(count(html, "not offered"), 3U);
}

TEST(HtmlPage, LoadsNothing) {
  const std::string html = htmlPage(integration(), {action()});
  for (const char* part : {"src=", "href=", "url(", "@import", "<script", "<link"}) {
    EXPECT_EQ(count(html, part), 0U) << part;
  }
}

TEST(HtmlPage, EscapesEveryText) {
  IntegrationDocument document = integration();
  document.name = document.display_name = document.description = kHostile;
  document.logo_url = document.icon_url = kHostile;
  document.endpoints.fill(kHostile);
  document.interaction_types = {kHostile};
  talkdesk::AuthenticationField& field = document.authentication_configuration[0];
  field.field_name = field.display = field.help = field.format = kHostile;
  ActionDocument hostile = action();
  hostile.provider = hostile.endpoint = kHostile;
  hostile.action.name = hostile.action.display = hostile.action.description = kHostile;
  talkdesk::ActionInput& input = hostile.action.inputs[0];
  input.key = input.name = input.format = kHostile;
  const std::string html = htmlPage(document, {hostile});
  EXPECT_EQ(count(html, "<script"), 0U);
  EXPECT_EQ(count(html, "alert('x')"), 0U);
  EXPECT_GE(count(html, kEscaped), 20U);
}

}  // namespace
}  // namespace bailey::documents
