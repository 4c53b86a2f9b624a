// Actions: the statements of one action run in one transaction, or not at all. (contract.md §5)
#pragma once

#include "preparation.h"
#include "sessions.h"
#include "settings.h"
#include "text_template.h"

#include "bailey/plugin.hpp"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bailey::sql {

// One action. Any thread; the session is its caller's alone.
class SqlAction {
public:
  SqlAction(const std::string& name, const ActionSettings& settings, Preparation& preparation);

  [[nodiscard]] ActionResult run(const ActionRequest& request,
                                 Session& writer,
                                 const Patience& patience) const;

private:
  struct Step {
    Query query;
    std::string no_row;
  };

  // The columns that the steps give, in order.
  std::vector<std::string> prepareSteps(const ActionSettings& settings,
                                        const std::string& section,
                                        Preparation& preparation);
  void prepareResult(const ActionSettings& settings,
                     const std::string& section,
                     const std::vector<std::string>& columns,
                     Complaints& complaints);
  void runSteps(Session& writer, Arguments& arguments) const;
  static void takeFirst(Rows& rows, const Step& step, Arguments& arguments);
  [[nodiscard]] ActionResult result(const Arguments& arguments) const;

  std::deque<Step> steps_;  // a deque, because a query must stay where it is
  TextTemplate message_;
  TextTemplate external_id_;
  TextTemplate contact_external_id_;
  TextTemplate contact_external_type_;
  TextTemplate contact_external_url_;
};

// The actions of an integration, by name.
class Actions {
public:
  // `names` are the actions that the integration declares: each must have a section and no other.
  Actions(const std::map<std::string, ActionSettings>& settings,
          const std::vector<std::string>& names,
          Preparation& preparation);

  // Null when there is no such action. Lives as long as this object.
  [[nodiscard]] const SqlAction* find(std::string_view name) const;

private:
  std::map<std::string, SqlAction, std::less<>> actions_;
};

}  // namespace bailey::sql
