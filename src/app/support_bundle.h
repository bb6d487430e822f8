// SupportBundle: what somebody who helps needs to know of a lake and its server, and nothing that
// is anybody's business: no records, no ids of devices, no keys, no names of ingested files. Only
// what is named here goes in; nothing is copied as it is.
#pragma once

#include "app/server_commands.h"

namespace telltale {

// The bytes of a .tar.gz.
Result<std::string> make_support_bundle(CommandContext& context,
                                        const SupportBundleArguments& arguments);

// The lines of a log that this program wrote, of these the fields that may leave the house.
std::string redacted_log(std::string_view text);

}  // namespace telltale
