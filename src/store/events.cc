#include "store/events.h"

namespace telltale {

std::vector<std::string_view> disposition_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kDispositionCount; ++i) names.push_back(name_of(static_cast<Disposition>(i)));
  return names;
}

std::vector<std::string_view> reject_reason_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kRejectReasonCount; ++i)
    names.push_back(name_of(static_cast<RejectReason>(i)));
  return names;
}

std::vector<std::string_view> part_kind_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kPartKindCount; ++i) names.push_back(name_of(static_cast<PartKind>(i)));
  return names;
}

void CommitMade::measure(Measures& out) const {
  for (const CommitPart& part : commit.parts) {
    out.count(0, 1, {static_cast<size_t>(part.kind)});
    if (part.kind == PartKind::kIngest && took.count() > 0) out.observe(1, took);
    uint64_t bytes = 0;
    for (const FileEntry& file : part.added) bytes += file.bytes;
    out.count(2, bytes);
    out.count(3, part.added.size());
  }
}

void CommitMade::say(LogLine& line) const {
  line.add("commit", static_cast<uint64_t>(commit.id));
  line.add("took_seconds", took);
  for (const CommitPart& part : commit.parts) {
    const BooksPage books = part.books.total();
    line.add("kind", name_of(part.kind));
    line.add("records", books.received);
    line.add("files_added", uint64_t{part.added.size()});
    line.add("files_removed", uint64_t{part.removed.size()});
  }
}

void RecordsCommitted::measure(Measures& out) const {
  for (const CommitPart& part : commit.parts) {
    if (part.kind != PartKind::kIngest) continue;
    const BooksPage books = part.books.total();
    for (size_t i = 0; i < books.by_disposition.size(); ++i)
      out.count(0, books.by_disposition[i], {i});
    for (size_t i = 0; i < books.by_reason.size(); ++i) out.count(1, books.by_reason[i], {i});
  }
}

}  // namespace telltale
