// LakeBoard: what is known of a lake right now, for readers in the same process: the view of its
// newest commit and the catalog, each a value that is replaced, never changed. Who holds one pins
// it. Any thread may call.
#pragma once

#include <memory>
#include <mutex>

#include "journal/catalog.h"
#include "store/lake_view.h"

namespace telltale::serve {

class LakeBoard {
 public:
  struct Now {
    std::shared_ptr<const LakeView> view;
    std::shared_ptr<const Catalog> catalog;
  };

  Now now() const {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void set_view(std::shared_ptr<const LakeView> view) {
    const std::lock_guard lock(mutex_);
    now_.view = std::move(view);
  }
  void set_catalog(std::shared_ptr<const Catalog> catalog) {
    const std::lock_guard lock(mutex_);
    now_.catalog = std::move(catalog);
  }

 private:
  mutable std::mutex mutex_;
  Now now_;
};

}  // namespace telltale::serve
