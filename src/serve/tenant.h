// Tenant: one lake of the server, as the routes see it. Everything it refers to outlives the
// server.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/env.h"
#include "serve/device_follower.h"
#include "serve/inbox.h"
#include "serve/lake_board.h"
#include "serve/lake_control.h"
#include "serve/lake_status.h"
#include "serve/live_hub.h"
#include "store/footer_cache.h"

namespace telltale::serve {

class AuditTrail;
class KeyRing;
class UserStore;

struct Tenant {
  std::string name;
  std::string folder;
  Env& env;
  const Clock& clock;
  Inbox& inbox;
  const LakeBoard& board;  // empty while the lake starts: routes of it are not called then
  LakeControl& control;
  DeviceFollower& devices;
  const LakeHealth& health;
  LiveHub& live;
  Emitter events;  // of this lake
  KeyRing* keys = nullptr;
  UserStore* users = nullptr;
  AuditTrail* audit = nullptr;
  std::unique_ptr<FooterCache> footers = std::make_unique<FooterCache>();
};

}  // namespace telltale::serve
