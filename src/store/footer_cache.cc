#include "store/footer_cache.h"

namespace telltale {

FooterCache::Footer FooterCache::find(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto found = by_path_.find(path);
  if (found == by_path_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return kept_.front().footer;
}

void FooterCache::keep(const std::string& path, Footer footer, size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (bytes > bytes_max_ || by_path_.contains(path)) return;
  kept_.push_front({path, std::move(footer), bytes});
  by_path_[path] = kept_.begin();
  bytes_ += bytes;
  for (; bytes_ > bytes_max_; kept_.pop_back()) {
    bytes_ -= kept_.back().bytes;
    by_path_.erase(kept_.back().path);
  }
}

size_t FooterCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace telltale
