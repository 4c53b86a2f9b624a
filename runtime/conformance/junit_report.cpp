// JUnit's XML, by Poco's writer, which escapes.
#include "conformance/report.h"

#include <Poco/SAX/AttributesImpl.h>
#include <Poco/XML/XMLWriter.h>

#include <array>
#include <cstdio>
#include <map>
#include <utility>

namespace bailey::conformance {
namespace {

using Poco::XML::AttributesImpl;
using Poco::XML::XMLWriter;

AttributesImpl attributes(const std::vector<std::pair<std::string, std::string>>& pairs) {
  AttributesImpl made;
  for (const auto& [name, value] : pairs) {
    made.addAttribute("", "", name, "CDATA", value);
  }
  return made;
}

std::string seconds(std::chrono::milliseconds time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f", std::chrono::duration<double>(time).count());
  return text.data();
}

void writeCase(const Report& report, const CheckResult& result, XMLWriter& xml) {
  const Outcome& outcome = result.outcome;
  xml.startElement("",
                   "",
                   "testcase",
                   attributes({{"classname", "conformance." + report.integration},
                               {"name", std::string(result.check->id)},
                               {"time", seconds(result.took)}}));
  if (outcome.verdict == Verdict::Failed) {
    xml.startElement("", "", "failure", attributes({{"message", outcome.seen}}));
    xml.characters("must: " + std::string(result.check->must) + "\nwhere: " + outcome.place +
                   "\nseen: " + outcome.seen + "\nhint: " + result.hint() + "\n");
    xml.endElement("", "", "failure");
  } else if (outcome.verdict == Verdict::Skipped) {
    xml.startElement("", "", "skipped", attributes({{"message", outcome.seen}}));
    xml.endElement("", "", "skipped");
  }
  xml.endElement("", "", "testcase");
}

void writeSuite(const Report& report,
                const std::string& group,
                const std::vector<const CheckResult*>& results,
                XMLWriter& xml) {
  std::map<Verdict, std::size_t> counts;
  for (const CheckResult* result : results) {
    ++counts[result->outcome.verdict];
  }
  xml.startElement("",
                   "",
                   "testsuite",
                   attributes({{"name", group},
                               {"tests", std::to_string(results.size())},
                               {"failures", std::to_string(counts[Verdict::Failed])},
                               {"skipped", std::to_string(counts[Verdict::Skipped])}}));
  for (const CheckResult* result : results) {
    writeCase(report, *result, xml);
  }
  xml.endElement("", "", "testsuite");
}

}  // namespace

void writeJUnit(const Report& report, std::ostream& out) {
  std::map<std::string, std::vector<const CheckResult*>> groups;
  for (const CheckResult& result : report.results) {
    groups[std::string(groupOf(*result.check))].push_back(&result);
  }
  XMLWriter xml(out, XMLWriter::WRITE_XML_DECLARATION | XMLWriter::PRETTY_PRINT);
  xml.startDocument();
  xml.startElement("", "", "testsuites", attributes({{"name", report.plugin}}));
  for (const auto& [group, results] : groups) {
    writeSuite(report, group, results, xml);
  }
  xml.endElement("", "", "testsuites");
  xml.endDocument();
}

}  // namespace bailey::conformance
