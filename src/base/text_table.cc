#include "base/text_table.h"

#include "base/hash.h"

namespace telltale {
namespace {
constexpr size_t kSlotsMin = 16;
}  // namespace

TextTable::TextTable() : slots_(kSlotsMin), mask_(kSlotsMin - 1) {}

uint32_t TextTable::intern(uint64_t hash, std::string_view text) {
  const uint32_t known = find(hash, text);
  if (known != kNone) return known;
  const uint32_t number = size();
  all_.append(text);
  ends_.push_back(static_cast<uint32_t>(all_.size()));
  if (ends_.size() * 3 > slots_.size() * 2) grow();
  place({hash, number});
  return number;
}

void TextTable::place(Slot slot) {
  uint64_t at = slot.hash & mask_;
  while (slots_[at].number != kNone) at = (at + 1) & mask_;
  slots_[at] = slot;
}

void TextTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  mask_ = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number != kNone) place(slot);
  }
}

void TextTable::save(StateWriter& out) const {
  out.put(size());
  for (uint32_t i = 0; i < size(); ++i) out.put_text(text(i));
}

Status TextTable::load(StateReader& in) {
  CHECK(size() == 0);
  uint32_t count = 0;
  TRY(in.get(count));
  std::string text;
  for (uint32_t i = 0; i < count; ++i) {
    TRY(in.get_text(text));
    if (intern(hash64(text), text) != i) return Status::corrupt("state has a text twice");
  }
  return {};
}

}  // namespace telltale
