#include "telemetry/books.h"

#include <numeric>

#include "base/check.h"

namespace telltale {

void BooksPage::add(Disposition disposition, RejectReason reason, bool is_late) {
  CHECK((disposition == Disposition::kRejected) == (reason != RejectReason::kNone));
  ++received;
  ++by_disposition[static_cast<size_t>(disposition)];
  if (disposition == Disposition::kRejected) ++by_reason[static_cast<size_t>(reason)];
  if (disposition == Disposition::kStored && is_late) ++late;
}

void BooksPage::add(const BooksPage& other) {
  received += other.received;
  late += other.late;
  for (size_t i = 0; i < by_disposition.size(); ++i) by_disposition[i] += other.by_disposition[i];
  for (size_t i = 0; i < by_reason.size(); ++i) by_reason[i] += other.by_reason[i];
}

bool BooksPage::subtract(const BooksPage& other) {
  const auto covers = [](const auto& counts, const auto& others) {
    for (size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] < others[i]) return false;
    }
    return true;
  };
  if (received < other.received || late < other.late ||
      !covers(by_disposition, other.by_disposition) || !covers(by_reason, other.by_reason))
    return false;
  received -= other.received;
  late -= other.late;
  for (size_t i = 0; i < by_disposition.size(); ++i) by_disposition[i] -= other.by_disposition[i];
  for (size_t i = 0; i < by_reason.size(); ++i) by_reason[i] -= other.by_reason[i];
  return true;
}

bool BooksPage::balances() const {
  const auto sum = [](const auto& counts) {
    return std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  };
  return received == sum(by_disposition) && count(Disposition::kRejected) == sum(by_reason);
}

void Books::add(const Books& other) {
  for (const auto& [key, page] : other.pages_) pages_[key].add(page);
}

bool Books::subtract(const Books& other) {
  for (const auto& [key, page] : other.pages_) {
    const auto known = pages_.find(key);
    if (known == pages_.end() || !known->second.subtract(page)) return false;
  }
  return true;
}

BooksPage Books::total() const {
  BooksPage total;
  for (const auto& [key, page] : pages_) total.add(page);
  return total;
}

}  // namespace telltale
