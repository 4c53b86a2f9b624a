// "bailey.http/1" for one instance: the outbound service behind the functions a plugin calls.
#pragma once

#include "plugin_host/calls.h"
#include "upstream/gateway.h"
#include "upstream/service.h"

#include "bailey/abi.h"

#include <memory>

namespace bailey::plugin_host {

// Lives as long as the instance; not movable, because the plugin keeps a pointer to abi(). Any
// thread.
class HttpExtension {
public:
  // The references outlive it.
  HttpExtension(upstream::Service& service,
                std::shared_ptr<const upstream::Gateway> gateway,
                const Calls& calls);
  HttpExtension(const HttpExtension&) = delete;
  HttpExtension& operator=(const HttpExtension&) = delete;
  HttpExtension(HttpExtension&&) = delete;
  HttpExtension& operator=(HttpExtension&&) = delete;
  ~HttpExtension() = default;

  [[nodiscard]] const bailey_http& abi() const { return abi_; }

private:
  const bailey_http_answer* fetch(std::uint64_t call, const bailey_http_request& request);
  void start(std::uint64_t call,
             const bailey_http_request& request,
             bailey_http_done done,
             void* cookie);

  upstream::Service& service_;
  const std::shared_ptr<const upstream::Gateway> gateway_;
  const Calls& calls_;
  const bailey_http abi_;
};

}  // namespace bailey::plugin_host
