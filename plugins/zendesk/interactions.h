// Interaction retrieval: the tickets that a contact requested, the calls among them, and the notes
// of agents on the newest ones.
#pragma once

#include "account.h"
#include "interaction_mapping.h"
#include "settings.h"

#include "bailey/plugin.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bailey::zendesk {

// What each kind of interaction is called; empty: it is not wanted.
class KindNames {
public:
  [[nodiscard]] const std::string& operator[](InteractionKind kind) const {
    return names_[static_cast<std::size_t>(kind)];
  }

  void set(InteractionKind kind, std::string name) {
    names_[static_cast<std::size_t>(kind)] = std::move(name);
  }

private:
  std::array<std::string, 3> names_;
};

class Interactions {
public:
  // `types` are the integration's.
  Interactions(const Settings& settings, const std::vector<std::string>& types);

  // Complains about types that Zendesk has not.
  static void check(const std::vector<std::string>& types, Complaints& complaints);

  // All that it takes by reference outlives the task.
  [[nodiscard]] Task<std::vector<Interaction>> retrieve(const InteractionRetrievalRequest& request,
                                                        const Account& account,
                                                        Call& call) const;

private:
  using List = std::vector<Interaction>;

  // A ticket, and whose it is.
  struct Ticket {
    Interaction interaction;
    InteractionKind kind;
    std::string requester_id;
  };

  [[nodiscard]] KindNames wanted(const std::optional<std::vector<std::string>>& types) const;
  [[nodiscard]] Ticket read(JsonNode ticket, const Account& account) const;

  // The tickets that the user requested, latest change first; nothing when there is no such user.
  [[nodiscard]] Task<std::optional<std::vector<Ticket>>> ticketsOf(const std::string& user_id,
                                                                   const Account& account,
                                                                   Call& call) const;
  [[nodiscard]] Task<> addNotes(const std::string& ticket_id,
                                const std::string& type,
                                const Account& account,
                                Call& call,
                                List& list) const;

  InteractionSettings settings_;
  std::string call_tag_;
  KindNames offered_;
};

}  // namespace bailey::zendesk
