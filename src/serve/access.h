// Access: who sends a request, and what they may. A principal is somebody who was identified, by a
// key or a session; what a route needs is in the table of routes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "serve/http.h"
#include "serve/rights.h"

namespace telltale::serve {

class Standing;

enum class Scope : uint8_t {
  kPublic,  // anybody, unidentified: what says nothing of the lake
  kIngest,
  kRead,
  kOperate,  // says what became of what was found
  kAdmin,
  kAny,  // whoever was identified: what is about themselves
};
std::string_view name_of(Scope scope);

struct Principal : Rights {
  std::string id;  // of the key or user: for logs and audit, never a secret
  // Devices it may write as (telemetry/sender.h); empty: any.
  std::string sender;
  // The schema it means when it names none; empty: the lake's.
  std::string schema;
  // The lake it belongs to; empty: any of this server.
  std::string lake;
  // Of a user who signed in, the session's id; empty: it is a key's.
  std::string session;
  // Ends when it does not count any more; null: it always does.
  std::shared_ptr<Standing> standing;

  bool may(Scope scope) const;
};

class Access {
 public:
  virtual ~Access() = default;
  // Whoever sent the request, or how it is refused (401, 403, 429).
  virtual std::variant<Principal, HttpReply> identify(const HttpHead& head) = 0;
  // Counts a failed attempt to be somebody, and says how it is answered.
  virtual HttpReply refuse(const HttpHead& head, std::string_view why) = 0;
};

// Anybody of this machine may do anything: for a server that only its own machine can reach, when
// asked for. A page in a browser of the machine is not anybody of it.
std::unique_ptr<Access> open_access();

}  // namespace telltale::serve
