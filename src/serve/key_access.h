// KeyAccess: access by the keys of the server's lakes, and the sessions of their users, which a
// browser has in a cookie. A key comes in `Authorization: Bearer`, in
// `X-Api-Key`, or in the path where ThingsBoard's devices send it; a key of any lake is known, and
// is of that lake. A key that is wrong, unknown, revoked or expired is answered the same, after the
// same work. `identify` is the server's thread's.
#pragma once

#include <vector>

#include "serve/access.h"
#include "serve/attempt_limit.h"
#include "serve/key_ring.h"

namespace telltale::serve {

struct LakeRing {
  std::string lake;
  KeyRing* ring;
};

class KeyAccess : public Access {
 public:
  // The rings must outlive it.
  KeyAccess(std::vector<LakeRing> rings, const Clock& clock);

  std::variant<Principal, HttpReply> identify(const HttpHead& head) override;
  HttpReply refuse(const HttpHead& head, std::string_view why) override;

 private:
  struct Found {
    const LakeRing* of = nullptr;
    std::shared_ptr<HeldKey> key;
  };
  Found find(std::string_view id) const;
  std::variant<Principal, HttpReply> identify_session(const HttpHead& head);
  HttpReply refuse_attempt(const HttpHead& head, std::string_view id, std::string_view why);

  const std::vector<LakeRing> rings_;
  const Clock& clock_;
  AttemptLimit by_origin_;
  AttemptLimit by_key_;
};

}  // namespace telltale::serve
