#include "serve/key_keeper.h"

#include "base/thread_name.h"

namespace telltale::serve {
namespace {

constexpr std::chrono::milliseconds kLook{200};
constexpr int kLooksPerSave = 50;

}  // namespace

KeyKeeper::KeyKeeper(std::vector<Lake> lakes, Trouble trouble)
    : lakes_(std::move(lakes)), trouble_(std::move(trouble)), thread_([this] { loop(); }) {}

KeyKeeper::~KeyKeeper() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void KeyKeeper::loop() {
  name_thread("keys", 0);
  for (int looks = 1;; ++looks) {
    std::unique_lock lock(mutex_);
    const bool is_last = changed_.wait_for(lock, kLook, [&] { return is_closed_; });
    lock.unlock();
    look(is_last || looks % kLooksPerSave == 0);
    if (is_last) return;
  }
}

void KeyKeeper::look(bool saves) {
  Status trouble;
  for (const auto& [ring, audit] : lakes_) {
    if (const Status read = ring->refresh(); !read.ok()) trouble = read;
    if (const Status added = audit->flush(); !added.ok()) trouble = added;
    if (!saves) continue;
    if (const Status saved = ring->save_uses(); !saved.ok()) trouble = saved;
  }
  const bool was_troubled = is_troubled_;
  is_troubled_ = !trouble.ok();
  if (is_troubled_ && !was_troubled) trouble_(trouble);
}

}  // namespace telltale::serve
