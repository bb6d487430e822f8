// LakeAt: a lake's folder as one commit shows it: what everything that reads its files is given. It
// refers to what its maker owns, and must not outlive that.
#pragma once

#include <string>

#include "base/env.h"
#include "journal/catalog.h"
#include "store/lake_view.h"

namespace telltale {

struct LakeAt {
  Env& env;
  const std::string& folder;
  const LakeView& view;
  const Catalog& catalog;
};

}  // namespace telltale
