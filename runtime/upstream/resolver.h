// Names to addresses, off every thread that serves: a name server may take half a minute.
#pragma once

#include "core/guarded.h"
#include "event/inbox.h"

#include <Poco/Net/IPAddress.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bailey::upstream {

using Addresses = std::vector<Poco::Net::IPAddress>;

// Any thread.
class Resolver {
public:
  using Clock = std::chrono::steady_clock;
  using Done = std::function<void(const Addresses&)>;  // empty: the name has no address

  // How a name is looked up; replaced in tests.
  using Lookup = std::function<Addresses(const std::string& host)>;

  explicit Resolver(Lookup lookup = systemLookup());
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;
  Resolver(Resolver&&) = delete;
  Resolver& operator=(Resolver&&) = delete;

  // Does not wait for a look-up that is under way.
  ~Resolver();

  // What is known of `host`: its addresses, none if it has none, nothing if it has to be asked.
  [[nodiscard]] std::optional<Addresses> known(const std::string& host) const;

  // Looks `host` up; `done` is run by the loop of `inbox`. Many who ask at once cost one look-up.
  void resolve(const std::string& host, std::shared_ptr<event::Inbox> inbox, Done done);

  // What the system says, through Poco: files, DNS, whatever /etc/nsswitch.conf has.
  static Lookup systemLookup();

private:
  struct Shared;
  static void work(const std::shared_ptr<Shared>& shared);

  const std::shared_ptr<Shared> shared_;  // a thread that waits for a name server keeps it
};

}  // namespace bailey::upstream
