#include "sql_adapter.h"

#include "preparation.h"
#include "sqlite_driver.h"

#include <chrono>

namespace bailey::sql {
namespace {

// Trying statements out is a courtesy: it must not hold up a start on a large database.
constexpr std::chrono::seconds kTryOutMax{5};

// Until the caller's deadline, or until nobody waits any more.
class CallPatience final : public Patience {
public:
  explicit CallPatience(const Call& call) : call_(call) {}

  [[nodiscard]] bool over() const noexcept override {
    return call_.remaining() <= std::chrono::nanoseconds::zero() || call_.cancelled();
  }

private:
  const Call& call_;
};

class TryOutPatience final : public Patience {
public:
  [[nodiscard]] bool over() const noexcept override {
    return std::chrono::steady_clock::now() >= end_;
  }

private:
  std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + kTryOutMax;
};

// A connection whose statement failed is not used again: what is left of it is not known.
ActionResult runAction(const SqlAction& action,
                       const ActionRequest& request,
                       Sessions::Writer& writer,
                       const Patience& patience) {
  try {
    return action.run(request, *writer, patience);
  } catch (const DatabaseError& error) {
    if (error.kind() == DatabaseError::Kind::Failed) {
      writer.discard();
    }
    throw;
  }
}

// What a failure of the database is for the caller. `place` is the statement's, for the log.
Error errorOf(const DatabaseError& error, const std::string& place, const Call& call) {
  const bool late = call.remaining() <= std::chrono::nanoseconds::zero();
  switch (error.kind()) {
    case DatabaseError::Kind::Busy:
      call.log(LogLevel::Warn, place + ": " + error.what());
      if (late) {
        return Error(Error::Code::Timeout);
      }
      return Error(Error::Code::Unavailable,
                   "The CRM's database is busy; try again.",
                   std::chrono::seconds(1));
    case DatabaseError::Kind::Interrupted:
      return Error(late ? Error::Code::Timeout : Error::Code::Cancelled);
    case DatabaseError::Kind::Refused:
      return Error(Error::Code::Rejected, error.what());
    case DatabaseError::Kind::Unset:
    case DatabaseError::Kind::Unusable:
    case DatabaseError::Kind::Failed:
      break;
  }
  call.log(LogLevel::Error, place + ": " + error.what());
  return Error(Error::Code::Unavailable, "The CRM's database cannot be used at the moment.");
}

// `work` with failures of the database turned into answers.
template <typename Work>
auto answering(const Call& call, Work&& work) {
  try {
    return work();
  } catch (const QueryError& error) {
    throw errorOf(error, error.pointer(), call);
  } catch (const DatabaseError& error) {
    throw errorOf(error, "/database", call);
  }
}

template <typename Operation>
const Operation& offered(const std::optional<Operation>& operation) {
  if (!operation.has_value()) {
    throw Error(Error::Code::NotSupported);
  }
  return *operation;
}

}  // namespace

SqlAdapter::SqlAdapter(const Setup& setup) {
  Complaints complaints;
  const Settings settings = readSettings(setup.settings, complaints);
  if (settings.driver != "sqlite" || settings.database.empty()) {
    complaints.throwIfAny();
  }
  database_ =
      sqliteDatabase((setup.folder / settings.database).lexically_normal(), settings.busy_timeout);
  prepare(setup, settings, complaints);
  complaints.throwIfAny();
  tryOut(setup.host, complaints);
  complaints.throwIfAny();
  sessions_ = std::make_unique<Sessions>(*database_);
}

void SqlAdapter::prepare(const Setup& setup, const Settings& settings, Complaints& complaints) {
  Preparation preparation(*database_, setup.auth_fields, complaints);
  operations_.credentials.emplace(
      settings.auth.has_value() ? &*settings.auth : nullptr, setup.auth_fields, preparation);
  if (settings.contacts.has_value()) {
    operations_.contacts.emplace(*settings.contacts, preparation);
  }
  if (settings.interactions.has_value()) {
    if (setup.interaction_types.empty()) {
      complaints.add("/interactions", "is of no use: the integration has no interaction types");
    }
    operations_.interactions.emplace(*settings.interactions, setup.interaction_types, preparation);
  } else if (!setup.interaction_types.empty()) {
    complaints.add("/interactions",
                   "is missing, but the integration declares the interaction types " +
                       listed(setup.interaction_types));
  }
  if (settings.agents.has_value()) {
    operations_.agents.emplace(*settings.agents, preparation);
  }
  operations_.actions.emplace(settings.actions, setup.actions, preparation);
}

void SqlAdapter::tryOut(const Host& host, Complaints& complaints) const {
  const TryOutPatience patience;
  try {
    if (const std::string advice = database_->advice(); !advice.empty()) {
      host.log(LogLevel::Warn, advice);
    }
    Session session(database_->connect(Access::Read));
    session.connection().setPatience(&patience);
    operations_.credentials->tryOut(session, complaints);
    if (operations_.contacts.has_value()) {
      operations_.contacts->tryOut(session, complaints);
    }
  } catch (const QueryError& error) {
    if (error.kind() == DatabaseError::Kind::Interrupted) {
      host.log(LogLevel::Warn, error.pointer() + ": the first page takes longer than 5 s");
    } else {
      complaints.add(error.pointer(), std::string("cannot be run: ") + error.what());
    }
  } catch (const DatabaseError& error) {
    complaints.add("/database", error.what());
  }
}

StoredFields SqlAdapter::authValidation(const AuthValidationRequest& request, Call& call) {
  return answering(call, [&] {
    const CallPatience patience(call);
    const Sessions::Reader reader(*sessions_, patience);
    return operations_.credentials->fields(request.auth, *reader);
  });
}

ContactPage SqlAdapter::contactSynchronization(const ContactSynchronizationRequest& request,
                                               Call& call) {
  const ContactPages& contacts = offered(operations_.contacts);
  return answering(call, [&] {
    const CallPatience patience(call);
    const Sessions::Reader reader(*sessions_, patience);
    operations_.credentials->check(request.auth, *reader);
    return contacts.page(request, *reader, call);
  });
}

std::vector<Interaction> SqlAdapter::interactionRetrieval(
    const InteractionRetrievalRequest& request, Call& call) {
  const Interactions& interactions = offered(operations_.interactions);
  return answering(call, [&] {
    const CallPatience patience(call);
    const Sessions::Reader reader(*sessions_, patience);
    operations_.credentials->check(request.auth, *reader);
    return interactions.retrieve(request, *reader, call);
  });
}

AgentPage SqlAdapter::agentSynchronization(const AgentSynchronizationRequest& request, Call& call) {
  const AgentPages& agents = offered(operations_.agents);
  return answering(call, [&] {
    const CallPatience patience(call);
    const Sessions::Reader reader(*sessions_, patience);
    operations_.credentials->check(request.auth, *reader);
    return agents.page(request, *reader);
  });
}

ActionResult SqlAdapter::action(const ActionRequest& request, Call& call) {
  const SqlAction* action = operations_.actions->find(request.action);
  if (action == nullptr) {
    throw Error(Error::Code::NotSupported);
  }
  return answering(call, [&] {
    const CallPatience patience(call);
    {  // before its turn to write, so that strangers do not queue
      const Sessions::Reader reader(*sessions_, patience);
      operations_.credentials->check(request.auth, *reader);
    }
    Sessions::Writer writer(*sessions_, patience, call.remaining());
    return runAction(*action, request, writer, patience);
  });
}

}  // namespace bailey::sql
