#include "admin/admin_client.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/Timespan.h>

#include <exception>

namespace bailey::admin {
namespace {

constexpr int kPatienceSeconds = 300;

CalledAnswer call(const std::filesystem::path& path,
                  const std::string& method,
                  const std::string& target) {
  using Poco::Net::SocketAddress;
  Poco::Net::StreamSocket socket;
  socket.connect(SocketAddress(SocketAddress::UNIX_LOCAL, path.string()));
  socket.setReceiveTimeout(Poco::Timespan(kPatienceSeconds, 0));
  Poco::Net::HTTPClientSession session(socket);
  Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPRequest::HTTP_1_1);
  request.setHost("bailey");
  request.setContentLength(0);
  session.sendRequest(request);
  Poco::Net::HTTPResponse response;
  std::string body;
  Poco::StreamCopier::copyToString(session.receiveResponse(response), body);
  return {static_cast<int>(response.getStatus()), nlohmann::json::parse(body)};
}

}  // namespace

core::Result<CalledAnswer> callAdmin(const std::filesystem::path& socket,
                                     const std::string& method,
                                     const std::string& target) {
  try {
    return call(socket, method, target);
  } catch (const Poco::Exception& failed) {
    return core::Error{"no bridge answers at " + socket.string() + ": " + failed.displayText()};
  } catch (const std::exception& failed) {
    return core::Error{"what answers at " + socket.string() + " is no bridge: " + failed.what()};
  }
}

}  // namespace bailey::admin
