// LakeAt: a lake's folder as one commit shows it: what everything that reads its files is given. It
// refers to what its maker owns, and must not outlive that.
//
// AS OF an earlier commit is read from the newest view: rows that later commits brought do not
// show, and rows that later ones superseded do.
#pragma once

#include <optional>
#include <string>

#include "base/env.h"
#include "journal/catalog.h"
#include "store/footer_cache.h"
#include "store/lake_view.h"

namespace telltale {

struct LakeAt {
  Env& env;
  const std::string& folder;
  const LakeView& view;
  const Catalog& catalog;
  std::optional<CommitId> as_of = std::nullopt;  // nothing: the view's own commit
  FooterCache* footers = nullptr;                // for who reads a few rows of many files

  CommitId commit() const { return as_of.value_or(view.commit); }
};

}  // namespace telltale
