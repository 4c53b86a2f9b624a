// Faults in answers about credentials, interactions, agents and actions.
#include "faults.h"

#include <stdexcept>

namespace faulty_crm {
namespace {

class RefusesGoodCredentials final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::StoredFields authValidation(const bailey::AuthValidationRequest& /*request*/,
                                      Call& /*call*/) override {
    throw Error(Error::Code::Unauthorized, "The token is not valid");
  }
};

class AcceptsAnyCredentials final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

protected:
  void authenticate(const bailey::JsonView& /*auth*/) const override {}
};

class AcceptsNoCredentials final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

protected:
  void authenticate(const bailey::JsonView& auth) const override {
    if (auth["token"].present()) {
      SoundCrm::authenticate(auth);
    }
  }
};

class CallsWrongCredentialsAnOutage final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

protected:
  void authenticate(const bailey::JsonView& auth) const override {
    try {
      SoundCrm::authenticate(auth);
    } catch (const Error&) {
      throw Error(Error::Code::Unavailable, "The CRM did not answer");
    }
  }
};

class NamesWhatItDoesNotDo final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::AgentPage agentSynchronization(const bailey::AgentSynchronizationRequest& /*request*/,
                                         Call& /*call*/) override {
    throw Error(Error::Code::NotSupported);
  }
};

class UnknownContactIsAnError final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    auto found = SoundCrm::interactionRetrieval(request, call);
    if (found.empty()) {
      throw Error(Error::Code::NotFound, "The CRM does not know this contact");
    }
    return found;
  }
};

class StumblesOverPhones final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    if (request.contact_id.empty() && request.contact_emails.empty()) {
      throw std::runtime_error("a contact has an id or an e-mail");
    }
    return SoundCrm::interactionRetrieval(request, call);
  }
};

class InteractionsOfAnotherType final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    auto found = SoundCrm::interactionRetrieval(request, call);
    for (bailey::Interaction& interaction : found) {
      interaction.type = "issue";
    }
    return found;
  }
};

class StatusesOfItsOwn final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    auto found = SoundCrm::interactionRetrieval(request, call);
    for (bailey::Interaction& interaction : found) {
      interaction.status = "awaiting customer";
    }
    return found;
  }
};

class SomebodysForUnknownPhones final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    auto found = SoundCrm::interactionRetrieval(request, call);
    if (found.empty() && request.contact_id.empty() && request.contact_emails.empty()) {
      bailey::InteractionRetrievalRequest somebody = request;
      somebody.contact_id = "c1";
      return SoundCrm::interactionRetrieval(somebody, call);
    }
    return found;
  }
};

class NothingByPhone final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    const bool is_by_phone = request.contact_id.empty() && request.contact_emails.empty();
    return is_by_phone ? std::vector<bailey::Interaction>()
                       : SoundCrm::interactionRetrieval(request, call);
  }
};

class AnotherStatusByEmail final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    auto found = SoundCrm::interactionRetrieval(request, call);
    for (bailey::Interaction& interaction : found) {
      interaction.status = request.contact_id.empty() ? "open" : "closed";
    }
    return found;
  }
};

class EverybodysByEmail final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    auto found = SoundCrm::interactionRetrieval(request, call);
    if (!found.empty() && request.contact_id.empty()) {
      found.push_back(found.front());
      found.back().id = "t-c0";
    }
    return found;
  }
};

class NoTypesAreAnError final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  std::vector<bailey::Interaction> interactionRetrieval(
      const bailey::InteractionRetrievalRequest& request, Call& call) override {
    if (request.types && request.types->empty()) {
      throw Error(Error::Code::InvalidRequest, "Choose a type of interaction");
    }
    return SoundCrm::interactionRetrieval(request, call);
  }
};

class AgentsForEver final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::AgentPage agentSynchronization(const bailey::AgentSynchronizationRequest& request,
                                         Call& /*call*/) override {
    return {.agents = {}, .next_offset = request.offset == 1 ? 2 : 1};
  }
};

class RefusesAgentsBehindTheEnd final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::AgentPage agentSynchronization(const bailey::AgentSynchronizationRequest& request,
                                         Call& call) override {
    if (request.offset > 3) {
      throw Error(Error::Code::InvalidRequest, "There are not so many agents");
    }
    return SoundCrm::agentSynchronization(request, call);
  }
};

class RunsAnyAction final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::ActionResult action(const bailey::ActionRequest& /*request*/, Call& /*call*/) override {
    return {.message = "Done"};
  }
};

class NeedsOptionalInputs final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::ActionResult action(const bailey::ActionRequest& request, Call& call) override {
    if (!request.data["colour"].present()) {
      throw std::out_of_range("colour");
    }
    return SoundCrm::action(request, call);
  }
};

// `Spoil` throws at what it cannot bear in an action's data.
template <typename Spoil>
class StumblesInActions final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::ActionResult action(const bailey::ActionRequest& request, Call& call) override {
    Spoil()(request.data);
    return SoundCrm::action(request, call);
  }
};

struct OverEveryInput {
  void operator()(const bailey::JsonView& data) const {
    if (data["colour"].present() && data["due"].present()) {
      throw std::length_error("two optional inputs");
    }
  }
};

struct OverTheLastChoice {
  void operator()(const bailey::JsonView& data) const {
    if (data["colour"].text() == "blue") {
      throw std::out_of_range("blue");
    }
  }
};

struct RefusesAListedChoice {
  void operator()(const bailey::JsonView& data) const {
    if (data["colour"].text() == "green") {
      throw Error(Error::Code::InvalidRequest, "There is no such colour");
    }
  }
};

struct OverDatesWithoutTime {
  void operator()(const bailey::JsonView& data) const {
    if (data["due"].present() && data["due"].text().at(data["due"].text().size() - 1) != 'Z') {
      throw std::invalid_argument("due");
    }
  }
};

struct OverNumbersThatAreNoText {
  void operator()(const bailey::JsonView& data) const {
    if (data["count"].present() && data["count"].json().front() != '"') {
      throw std::invalid_argument("count");
    }
  }
};

class StumblesOverQuotes final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  bailey::ActionResult action(const bailey::ActionRequest& request, Call& call) override {
    if (request.data["text"].text().find('"') != std::string::npos) {
      throw std::runtime_error("syntax error near \"");
    }
    return SoundCrm::action(request, call);
  }
};

}  // namespace

Faults answerFaults() {
  return {{"refuses_good_credentials", &make<RefusesGoodCredentials>},
          {"accepts_any_credentials", &make<AcceptsAnyCredentials>},
          {"accepts_no_credentials", &make<AcceptsNoCredentials>},
          {"calls_wrong_credentials_an_outage", &make<CallsWrongCredentialsAnOutage>},
          {"names_what_it_does_not_do", &make<NamesWhatItDoesNotDo>},
          {"unknown_contact_is_an_error", &make<UnknownContactIsAnError>},
          {"stumbles_over_phones", &make<StumblesOverPhones>},
          {"interactions_of_another_type", &make<InteractionsOfAnotherType>},
          {"statuses_of_its_own", &make<StatusesOfItsOwn>},
          {"somebodys_for_unknown_phones", &make<SomebodysForUnknownPhones>},
          {"nothing_by_phone", &make<NothingByPhone>},
          {"another_status_by_email", &make<AnotherStatusByEmail>},
          {"everybodys_by_email", &make<EverybodysByEmail>},
          {"no_types_are_an_error", &make<NoTypesAreAnError>},
          {"agents_for_ever", &make<AgentsForEver>},
          {"refuses_agents_behind_the_end", &make<RefusesAgentsBehindTheEnd>},
          {"runs_any_action", &make<RunsAnyAction>},
          {"needs_optional_inputs", &make<NeedsOptionalInputs>},
          {"stumbles_over_every_input", &make<StumblesInActions<OverEveryInput>>},
          {"stumbles_over_the_last_choice", &make<StumblesInActions<OverTheLastChoice>>},
          {"refuses_a_listed_choice", &make<StumblesInActions<RefusesAListedChoice>>},
          {"stumbles_over_dates", &make<StumblesInActions<OverDatesWithoutTime>>},
          {"stumbles_over_numbers", &make<StumblesInActions<OverNumbersThatAreNoText>>},
          {"stumbles_over_quotes", &make<StumblesOverQuotes>}};
}

}  // namespace faulty_crm
