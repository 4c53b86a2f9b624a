#include "admin/admin_server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include <string>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace bailey::admin {
namespace {

namespace fs = std::filesystem;
using Poco::Net::SocketAddress;

constexpr int kThreads = 2;  // one may wait for a reload while the other tells the status
constexpr int kBacklog = 16;

class Handler final : public Poco::Net::HTTPRequestHandler {
public:
  explicit Handler(AdminApi& api) : api_(api) {}

  void handleRequest(Poco::Net::HTTPServerRequest& request,
                     Poco::Net::HTTPServerResponse& response) override {
    const AdminAnswer answer = api_.handle(request.getMethod(), request.getURI());
    const std::string body =
        answer.body.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(answer.status));
    response.setContentType("application/json");
    response.sendBuffer(body.data(), body.size());
  }

private:
  AdminApi& api_;
};

class Handlers final : public Poco::Net::HTTPRequestHandlerFactory {
public:
  explicit Handlers(AdminApi& api) : api_(api) {}

  Poco::Net::HTTPRequestHandler* createRequestHandler(
      const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new Handler(api_);
  }

private:
  AdminApi& api_;
};

bool answers(const SocketAddress& address) {
  try {
    Poco::Net::StreamSocket socket;
    socket.connect(address);
    return true;
  } catch (const Poco::Exception&) {
    return false;
  }
}

std::unique_ptr<Poco::Net::HTTPServer> listen(const SocketAddress& address, AdminApi& api) {
  // So that the socket is made with the right mode and never has another.
  const mode_t before = ::umask(S_IXUSR | S_IRWXG | S_IRWXO);
  Poco::Net::ServerSocket socket;
  try {
    socket.bind(address, /*reuseAddress=*/false, /*reusePort=*/false);
    socket.listen(kBacklog);
  } catch (...) {
    ::umask(before);
    throw;
  }
  ::umask(before);
  Poco::Net::HTTPServerParams::Ptr parameters(new Poco::Net::HTTPServerParams);
  parameters->setMaxThreads(kThreads);
  parameters->setKeepAlive(false);
  return std::make_unique<Poco::Net::HTTPServer>(new Handlers(api), socket, parameters);
}

}  // namespace

core::Result<std::unique_ptr<AdminServer>> AdminServer::open(const fs::path& socket,
                                                             AdminApi& api) {
  try {
    const SocketAddress address(SocketAddress::UNIX_LOCAL, socket.string());
    if (answers(address)) {
      return core::Error{socket.string() + " is the admin socket of another process"};
    }
    std::error_code ignored;
    fs::create_directories(socket.parent_path(), ignored);
    fs::remove(socket, ignored);
    return std::unique_ptr<AdminServer>(new AdminServer(socket, listen(address, api)));
  } catch (const Poco::Exception& failed) {
    return core::Error{"cannot listen at the admin socket " + socket.string() + ": " +
                       failed.displayText()};
  }
}

AdminServer::AdminServer(fs::path socket, std::unique_ptr<Poco::Net::HTTPServer> server)
    : socket_(std::move(socket)),
      server_(std::move(server)) {
  server_->start();
}

AdminServer::~AdminServer() {
  server_->stopAll(true);
  std::error_code ignored;
  fs::remove(socket_, ignored);
}

}  // namespace bailey::admin
