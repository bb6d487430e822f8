// Who acts by a command of this program, for the audit of a lake: the account that runs it.
#pragma once

#include "serve/audit_trail.h"

namespace telltale {

serve::Actor command_line_actor();

}  // namespace telltale
