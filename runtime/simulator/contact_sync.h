// One run of the contact synchronization, page after page, as Talkdesk does it. (contract.md §3)
#pragma once

#include "simulator/answer_rules.h"
#include "simulator/session.h"
#include "simulator/step_run.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace bailey::simulator {

struct ContactPage {
  std::string checkpoint;            // Empty when the page had none.
  std::vector<std::string> new_ids;  // Those no earlier page of the run had.
};

struct ContactRunOptions {
  BridgeUrl at;
  std::string checkpoint;     // Where to start; empty: from the beginning.
  std::size_t pages_max = 0;  // 0: all pages.
  // After each page that could be read.
  std::function<void(const ContactPage& page, const ContactRun& run)> on_page =
      [](const ContactPage&, const ContactRun&) {
      };
};

struct ContactPages {
  ContactRun run;
  std::vector<ContactPage> pages;
};

// Until there is no next page, no way on, or pages_max pages have come. run.ended says which.
ContactPages runThroughContacts(Session& session, StepRun& step, const ContactRunOptions& options);

}  // namespace bailey::simulator
