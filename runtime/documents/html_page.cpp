#include "documents/html_page.h"

#include "documents/write_document.h"
#include "talkdesk/vocabulary.h"

#include <string_view>

namespace bailey::documents {
namespace {

using talkdesk::Operation;

constexpr std::string_view kStyle = R"(
body { font: 11pt/1.45 "Segoe UI", Helvetica, Arial, sans-serif; color: #1d2433; background: #fff;
       max-width: 52rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 20pt; margin: 0 0 .3rem; }
h2 { font-size: 13pt; margin: 2rem 0 .5rem; page-break-after: avoid; }
p { margin: .4rem 0; }
.confidential { color: #8a1c1c; }
table { border-collapse: collapse; width: 100%; page-break-inside: avoid; }
th, td { border: 1px solid #b9c0cc; padding: .4rem .6rem; text-align: left; vertical-align: top; }
th { width: 34%; background: #f1f3f7; font-weight: 600; }
th.part { width: auto; background: #dfe5ee; }
td { overflow-wrap: anywhere; }
.absent { color: #6b7280; font-style: italic; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; } }
)";

std::string escaped(std::string_view text) {
  std::string html;
  for (const char character : text) {
    switch (character) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += character;
    }
  }
  return html;
}

// A table of two columns, row by row.
class Table {
public:
  Table() : html_("<table>\n") {}

  // What is empty reads `otherwise`.
  void row(std::string_view name, std::string_view value, std::string_view otherwise = "none") {
    html_ += "<tr><th scope=\"row\">" + escaped(name) + "</th><td>";
    html_ +=
        value.empty() ? "<span class=\"absent\">" + escaped(otherwise) + "</span>" : escaped(value);
    html_ += "</td></tr>\n";
  }

  // Not another row(): a text would rather become true than a view.
  void flagRow(std::string_view name, bool value) { row(name, value ? "Yes" : "No"); }

  // Over both columns, before the rows of a part.
  void part(std::string_view title) {
    html_ += "<tr><th class=\"part\" colspan=\"2\">" + escaped(title) + "</th></tr>\n";
  }

  [[nodiscard]] std::string html() const { return html_ + "</table>\n"; }

private:
  std::string html_;
};

std::string heading(std::string_view text) {
  return "<h2>" + escaped(text) + "</h2>\n";
}

std::string listed(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) {
    list += list.empty() ? "" : ", ";
    list += text;
  }
  return list;
}

std::string integrationPart(const IntegrationDocument& document) {
  Table table;
  table.row("Name", document.name);
  table.row("Display name", document.display_name);
  table.row("Description", document.description);
  table.row("Logo URL", document.logo_url);
  table.row("Icon URL", document.icon_url);
  table.row("Authentication type", talkdesk::nameOf(document.authentication_type));
  static constexpr std::string_view kOff = "not offered";
  table.row("Auth validation endpoint", document.endpoint(Operation::AuthValidation), kOff);
  table.row("Contact synchronization endpoint",
            document.endpoint(Operation::ContactSynchronization),
            kOff);
  table.row(
      "Interaction retrieval endpoint", document.endpoint(Operation::InteractionRetrieval), kOff);
  table.row(
      "Agent synchronization endpoint", document.endpoint(Operation::AgentSynchronization), kOff);
  table.row("Interaction types", listed(document.interaction_types));
  return heading("Integration") + table.html();
}

std::string fieldPart(const talkdesk::AuthenticationField& field) {
  Table table;
  table.row("Field name", field.field_name);
  table.row("Display", field.display);
  table.flagRow("Mandatory", field.mandatory);
  table.row("Type", field.oauth ? "oauth" : "input");
  table.flagRow("Store", field.store);
  table.row("Help", field.help);
  table.row("Format", field.format);
  return heading("Authentication field: " + field.field_name) + table.html();
}

std::string actionPart(const ActionDocument& document) {
  Table table;
  table.row("Provider", document.provider);
  table.row("Name", document.action.name);
  table.row("Display", document.action.display);
  table.row("Description", document.action.description);
  table.row("Endpoint", document.endpoint, "not offered");
  if (document.action.inputs.empty()) {
    table.row("Inputs", "");
  }
  for (const talkdesk::ActionInput& input : document.action.inputs) {
    table.part("Input: " + input.key);
    table.row("Key", input.key);
    table.row("Name", input.name);
    table.flagRow("Mandatory", input.mandatory);
    table.row("Type", talkdesk::nameOf(input.type));
    table.row("Format", formatOf(input));
  }
  return heading("Action: " + document.action.name) + table.html();
}

std::string introduction(const std::string& title) {
  return "<h1>" + escaped(title) +
         "</h1>\n"
         "<p>What Talkdesk asks for to set up this custom integration and its actions.</p>\n"
         "<p class=\"confidential\">The endpoints can hold the secret that proves Talkdesk to the "
         "bridge. Give this document to Talkdesk only.</p>\n" +
         heading("How to submit") +
         "<p>Open a support ticket at Talkdesk with the subject &quot;Activate Custom "
         "Integration&quot;, say which account it is for, and attach this document, printed to a "
         "PDF file or pasted into a text document. If Talkdesk asks for JSON instead, attach the "
         ".json files that were made with it. Tell Talkdesk again after a change: there is no "
         "other way to bring it in.</p>\n";
}

}  // namespace

std::string htmlPage(const IntegrationDocument& integration,
                     const std::vector<ActionDocument>& actions) {
  const std::string title =
      integration.display_name.empty() ? integration.name : integration.display_name;
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<title>" +
      escaped(title) + ": custom integration for Talkdesk</title>\n<style>" + std::string(kStyle) +
      "</style>\n</head>\n<body>\n" + introduction(title);
  html += integrationPart(integration);
  for (const talkdesk::AuthenticationField& field : integration.authentication_configuration) {
    html += fieldPart(field);
  }
  for (const ActionDocument& action : actions) {
    html += actionPart(action);
  }
  return html + "</body>\n</html>\n";
}

}  // namespace bailey::documents
