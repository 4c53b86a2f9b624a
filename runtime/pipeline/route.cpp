#include "pipeline/route.h"

#include "talkdesk/routes.h"

namespace bailey::pipeline {

Step Route::run(Exchange& exchange) {
  const auto route = talkdesk::parsePath(exchange.head->path);
  if (!route) {
    exchange.refuse(talkdesk::Failure::UnknownRoute);
    return Step::Answered;
  }
  exchange.lease = active_.acquire();
  exchange.integration = exchange.lease->find(route->integration);
  if (exchange.integration == nullptr) {
    exchange.refuse(talkdesk::Failure::UnknownRoute);
    return Step::Answered;
  }
  exchange.path_secret = route->secret;
  exchange.operation = route->operation;
  if (route->operation == talkdesk::Operation::Action) {
    exchange.action = exchange.integration->settings.profile.findAction(route->action);
  }
  return Step::Next;
}

}  // namespace bailey::pipeline
