// The admin socket: HTTP over a Unix socket that only its owner may open.
#pragma once

#include "admin/admin_api.h"
#include "core/result.h"

#include <filesystem>
#include <memory>

namespace Poco::Net {
class HTTPServer;
}

namespace bailey::admin {

// Has threads of its own. [control thread] to make and destroy.
class AdminServer {
public:
  // Listens at `socket`, mode 0600; one that a process left behind is replaced, one that answers is
  // not. `api` outlives this.
  static core::Result<std::unique_ptr<AdminServer>> open(const std::filesystem::path& socket,
                                                         AdminApi& api);

  AdminServer(const AdminServer&) = delete;
  AdminServer& operator=(const AdminServer&) = delete;
  AdminServer(AdminServer&&) = delete;
  AdminServer& operator=(AdminServer&&) = delete;

  // REQUIRES: the API's command queue is closed, so that no call waits for it.
  ~AdminServer();

private:
  AdminServer(std::filesystem::path socket, std::unique_ptr<Poco::Net::HTTPServer> server);

  const std::filesystem::path socket_;
  const std::unique_ptr<Poco::Net::HTTPServer> server_;
};

}  // namespace bailey::admin
