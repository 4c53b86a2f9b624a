// Faults in runs of contact synchronization.
#include "faults.h"

#include <algorithm>
#include <ctime>
#include <set>

namespace faulty_crm {
namespace {

using bailey::ContactPage;
using bailey::ContactSynchronizationRequest;

// A page of the sound CRM with one thing changed by `Spoil`.
template <typename Spoil>
class SpoiledPages final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  ContactPage contactSynchronization(const ContactSynchronizationRequest& request,
                                     Call& call) override {
    ContactPage page = SoundCrm::contactSynchronization(request, call);
    Spoil()(request, page);
    return page;
  }
};

struct BackToTheStart {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    if (!page.next_offset && request.offset) {
      page.next_offset = "2";
    }
  }
};

struct NoCheckpointOnEmptyPages {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    if (request.checkpoint) {
      page.contacts.clear();
      page.checkpoint.clear();
      page.next_offset.reset();
    }
  }
};

struct NoCheckpointBeforeTheLastPage {
  void operator()(const ContactSynchronizationRequest& /*request*/, ContactPage& page) const {
    if (page.next_offset) {
      page.checkpoint.clear();
    }
  }
};

// An empty page more than there are, and no end to them.
struct EmptyPagesForEver {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    if (request.offset == "7" || request.offset == "6") {
      page.contacts.clear();
    }
    if (!page.next_offset) {
      page.next_offset = request.offset == "6" ? "7" : "6";
    }
  }
};

struct OlderOnLaterPages {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    for (bailey::Contact& contact : page.contacts) {
      contact.updated_at = request.offset ? "2023-01-01T00:00:00Z" : contact.updated_at;
    }
  }
};

struct RepeatsAContact {
  void operator()(const ContactSynchronizationRequest& /*request*/, ContactPage& page) const {
    page.contacts.push_back(page.contacts.back());
  }
};

struct CheckpointIsNow {
  void operator()(const ContactSynchronizationRequest& /*request*/, ContactPage& page) const {
    page.checkpoint = "2024-06-01T00:00:00Z";
  }
};

struct LastCheckpointIsNow {
  void operator()(const ContactSynchronizationRequest& /*request*/, ContactPage& page) const {
    if (!page.next_offset) {
      page.checkpoint = std::to_string(std::time(nullptr));
    }
  }
};

// As `updated_at > checkpoint` would.
struct LosesTheSameInstant {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    std::erase_if(page.contacts, [&](const bailey::Contact& contact) {
      return request.checkpoint && contact.updated_at == *request.checkpoint;
    });
  }
};

struct RefusesForeignCheckpoints {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& /*page*/) const {
    if (request.checkpoint && !request.checkpoint->starts_with("20")) {
      throw Error(Error::Code::InvalidRequest, "The checkpoint is none of ours");
    }
  }
};

struct NothingSinceForeignCheckpoints {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    if (request.checkpoint && !request.checkpoint->starts_with("20")) {
      page = {.contacts = {}, .checkpoint = *request.checkpoint};
    }
  }
};

struct RefusesForeignOffsets {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& /*page*/) const {
    if (request.offset && request.offset->find_first_not_of("0123456789") != std::string::npos) {
      throw Error(Error::Code::InvalidRequest, "The offset is none of ours");
    }
  }
};

class UsesUpOffsets final : public SoundCrm {
public:
  using SoundCrm::SoundCrm;

  ContactPage contactSynchronization(const ContactSynchronizationRequest& request,
                                     Call& call) override {
    if (request.offset && !used_.insert(*request.offset).second) {
      return {.contacts = {}, .checkpoint = contacts().back().updated_at};
    }
    return SoundCrm::contactSynchronization(request, call);
  }

private:
  std::set<std::string> used_;
};

// No mistake: an office with one address. Its interactions are not found by it.
struct ShareAnAddress {
  void operator()(const ContactSynchronizationRequest& /*request*/, ContactPage& page) const {
    for (bailey::Contact& contact : page.contacts) {
      contact.emails = {"office@faro.example"};
    }
  }
};

struct TokenInLinks {
  void operator()(const ContactSynchronizationRequest& request, ContactPage& page) const {
    for (bailey::Contact& contact : page.contacts) {
      contact.url = "https://crm.example/" + contact.id + "?t=" + request.auth["token"].text();
    }
  }
};

}  // namespace

Faults contactFaults() {
  return {
      {"back_to_the_start", &make<SpoiledPages<BackToTheStart>>},
      {"no_checkpoint_on_empty_pages", &make<SpoiledPages<NoCheckpointOnEmptyPages>>},
      {"no_checkpoint_before_the_last_page", &make<SpoiledPages<NoCheckpointBeforeTheLastPage>>},
      {"empty_pages_for_ever", &make<SpoiledPages<EmptyPagesForEver>>},
      {"older_on_later_pages", &make<SpoiledPages<OlderOnLaterPages>>},
      {"repeats_a_contact", &make<SpoiledPages<RepeatsAContact>>},
      {"checkpoint_is_now", &make<SpoiledPages<CheckpointIsNow>>},
      {"last_checkpoint_is_now", &make<SpoiledPages<LastCheckpointIsNow>>},
      {"loses_the_same_instant", &make<SpoiledPages<LosesTheSameInstant>>},
      {"refuses_foreign_checkpoints", &make<SpoiledPages<RefusesForeignCheckpoints>>},
      {"nothing_since_foreign_checkpoints", &make<SpoiledPages<NothingSinceForeignCheckpoints>>},
      {"refuses_foreign_offsets", &make<SpoiledPages<RefusesForeignOffsets>>},
      {"uses_up_offsets", &make<UsesUpOffsets>},
      {"share_an_address", &make<SpoiledPages<ShareAnAddress>>},
      {"token_in_links", &make<SpoiledPages<TokenInLinks>>}};
}

}  // namespace faulty_crm
