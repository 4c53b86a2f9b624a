// What the public port runs on: everything of a generation that is no integration's.
#pragma once

#include "config/settings.h"

#include <Poco/Net/Context.h>

#include <string>

namespace bailey::generation {

struct Front {
  config::Server settings;
  Poco::Net::Context::Ptr tls;  // for new connections; those that are open keep the one they have

  // Digests of the files `tls` was made of, to tell whether they have changed.
  std::string certificate_digest;
  std::string authorities_digest;
};

}  // namespace bailey::generation
