#include "actions.h"

#include "bailey/change_time.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <utility>

namespace bailey::sql {
namespace {

constexpr std::string_view kData = "data_";
constexpr std::string_view kAuth = "auth_";

bool startsWith(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

// What a statement may use besides the columns of the statements before it.
std::vector<std::string> givenNames() {
  return {"contact_id", "agent_id", "now", "data_*"};
}

bool isGiven(const std::string& name) {
  return name == "contact_id" || name == "agent_id" || name == "now" || startsWith(name, kData) ||
         startsWith(name, kAuth);
}

std::string nowText() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return writeChangeTime({now, ' '});
}

// Rolls back unless it was told that the work is done.
class Transaction {
public:
  explicit Transaction(Connection& connection) : connection_(connection) { connection_.begin(); }

  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(Transaction&&) = delete;

  ~Transaction() {
    if (!committed_) {
      connection_.rollback();
    }
  }

  void commit() {
    connection_.commit();
    committed_ = true;
  }

private:
  Connection& connection_;
  bool committed_ = false;
};

// One field of the action's answer. `columns` are those of all statements.
TextTemplate resultTemplate(const Texts& result,
                            const std::string& section,
                            const std::string& name,
                            const std::vector<std::string>& columns,
                            Complaints& complaints) {
  const auto text = result.find(name);
  if (text == result.end()) {
    return {};
  }
  const std::string pointer = pointerTo(section + "/result", name);
  TextTemplate made(text->second, pointer, complaints);
  for (const std::string& inserted : made.names()) {
    const bool is_column = std::find(columns.begin(), columns.end(), inserted) != columns.end();
    if (!is_column && (!isGiven(inserted) || startsWith(inserted, kAuth))) {
      complaints.add(pointer,
                     "{" + inserted +
                         "} is not known here; allowed are contact_id, agent_id, now, "
                         "data_* and the columns: " +
                         listed(columns));
    }
  }
  return made;
}

}  // namespace

SqlAction::SqlAction(const std::string& name,
                     const ActionSettings& settings,
                     Preparation& preparation) {
  const std::string section = pointerTo("/actions", name);
  const std::size_t complaints_before = preparation.complaints().count();
  const std::vector<std::string> columns = prepareSteps(settings, section, preparation);
  // Whether the result fits can only be told when the columns are known.
  if (!steps_.empty() && preparation.complaints().count() == complaints_before) {
    prepareResult(settings, section, columns, preparation.complaints());
  }
}

std::vector<std::string> SqlAction::prepareSteps(const ActionSettings& settings,
                                                 const std::string& section,
                                                 Preparation& preparation) {
  ParameterRules rules{givenNames(), {}, {}};
  std::vector<std::string> columns;
  for (const ActionStatement& statement : settings.statements) {
    const std::string pointer = pointerTo(section + "/statements", std::to_string(steps_.size()));
    steps_.push_back({preparation.writing(pointer, statement.sql, rules), statement.no_row});
    for (const std::string& column : steps_.back().query.columns) {
      if (isGiven(column) || std::find(columns.begin(), columns.end(), column) != columns.end()) {
        preparation.complaints().add(
            pointer,
            "gives a column \"" + column + "\", whose name is taken; give it another one with AS");
      }
      columns.push_back(column);
      rules.allowed.push_back(column);
    }
  }
  return columns;
}

void SqlAction::prepareResult(const ActionSettings& settings,
                              const std::string& section,
                              const std::vector<std::string>& columns,
                              Complaints& complaints) {
  const std::vector<std::pair<std::string, TextTemplate*>> fields = {
      {"message", &message_},
      {"external_id", &external_id_},
      {"contact_external_id", &contact_external_id_},
      {"contact_external_type", &contact_external_type_},
      {"contact_external_url", &contact_external_url_}};
  std::vector<std::string> known;
  for (const auto& [field, made] : fields) {
    known.push_back(field);
    *made = resultTemplate(settings.result, section, field, columns, complaints);
  }
  for (const auto& [field, text] : settings.result) {
    if (std::find(known.begin(), known.end(), field) == known.end()) {
      complaints.add(pointerTo(section + "/result", field),
                     "is not a field of an action's answer; allowed are " + listed(known));
    }
  }
}

ActionResult SqlAction::run(const ActionRequest& request,
                            Session& writer,
                            const Patience& patience) const {
  Arguments arguments(request.auth, request.data);
  arguments.setUnlessEmpty("contact_id", request.contact_id);
  arguments.setUnlessEmpty("agent_id", request.agent_id);
  arguments.set("now", nowText());
  Transaction transaction(writer.connection());
  runSteps(writer, arguments);
  if (patience.over()) {  // the caller is told that it failed, so it must not be done
    throw DatabaseError(DatabaseError::Kind::Interrupted, "interrupted before the commit");
  }
  transaction.commit();
  return result(arguments);
}

void SqlAction::runSteps(Session& writer, Arguments& arguments) const {
  for (const Step& step : steps_) {
    Rows rows = writer.run(step.query, arguments);
    if (rows.next()) {
      takeFirst(rows, step, arguments);
    } else if (!step.no_row.empty()) {
      throw Error(Error::Code::NotFound, step.no_row);
    }
  }
}

// The first row counts, but all of them are to be done.
void SqlAction::takeFirst(Rows& rows, const Step& step, Arguments& arguments) {
  for (std::size_t i = 0; i < step.query.columns.size(); ++i) {
    arguments.set(step.query.columns[i], rows.value(i));
  }
  while (rows.next()) {}
}

ActionResult SqlAction::result(const Arguments& arguments) const {
  const auto render = [&arguments](const TextTemplate& text) {
    return text.render(
        [&](std::size_t nth) { return toUtf8(textOf(arguments[text.names()[nth]])); });
  };
  const std::string url = contact_external_url_.render([&](std::size_t nth) {
    return percentEncoded(textOf(arguments[contact_external_url_.names()[nth]]));
  });
  return {render(message_),
          render(external_id_),
          render(contact_external_id_),
          render(contact_external_type_),
          url};
}

Actions::Actions(const std::map<std::string, ActionSettings>& settings,
                 const std::vector<std::string>& names,
                 Preparation& preparation) {
  Complaints& complaints = preparation.complaints();
  for (const std::string& name : names) {
    const auto section = settings.find(name);
    if (section == settings.end()) {
      complaints.add(pointerTo("/actions", name),
                     "is missing, but the integration declares this action");
      continue;
    }
    actions_.try_emplace(name, name, section->second, preparation);
  }
  for (const auto& [name, section] : settings) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      complaints.add(pointerTo("/actions", name),
                     "is not an action of the integration; it declares " + listed(names));
    }
  }
}

const SqlAction* Actions::find(std::string_view name) const {
  const auto found = actions_.find(name);
  return found == actions_.end() ? nullptr : &found->second;
}

}  // namespace bailey::sql
