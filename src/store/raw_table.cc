#include "store/raw_table.h"

#include "base/hash.h"

namespace telltale {

void RawTable::append(const Batch& batch) {
  const size_t first = rows();
  const size_t count = batch.rows();
  log.insert(log.end(), count, batch.log().id);
  offset.insert(offset.end(), batch.offset.begin(), batch.offset.begin() + count);
  index.insert(index.end(), batch.index.begin(), batch.index.begin() + count);
  ingest_time.insert(ingest_time.end(), batch.ingest_time.begin(),
                     batch.ingest_time.begin() + count);
  append_senders(batch);
  auto end = static_cast<int32_t>(bytes.size());
  for (size_t row = 0; row < count; ++row) {
    end += static_cast<int32_t>(batch.bytes[row].size);
    ends.push_back(end);
    if (batch.reason[row] == RejectReason::kTruncated)
      truncated.push_back(static_cast<uint32_t>(first + row));
  }
  bytes.append(batch.text.view());
  CHECK(bytes.size() == static_cast<size_t>(end));
  for (const auto& [row, digest] : batch.oversize_digests)
    oversize.push_back({static_cast<uint32_t>(first + row), batch.full_size[row], digest});
}

void RawTable::append_senders(const Batch& batch) {
  const size_t first = rows() - batch.rows();
  for (size_t row = 0; row < batch.rows(); ++row) {
    const TextRef sender = batch.sender[row];
    if (sender.is_null()) continue;
    sender_codes.resize(first + row, -1);
    const std::string_view text = sender.view();
    sender_codes.push_back(static_cast<int32_t>(senders.intern(hash64(text), text)));
  }
}

void RawTable::reuse(std::string memory) {
  CHECK(rows() == 0);
  bytes = std::move(memory);
  bytes.resize(kSpareBytes);
}

TableColumns columns_of_raw(RawTable raw) {
  const size_t rows = raw.rows();
  std::vector<int32_t> logs(rows);
  for (size_t i = 0; i < rows; ++i) logs[i] = static_cast<int32_t>(raw.log[i]);
  TextValues fault{BytesValues::of({"too_large", "truncated"}), std::vector<int32_t>(rows, -1)};
  TextValues digests{{}, std::vector<int32_t>(rows, -1)};
  std::vector<int64_t> sizes(rows);
  std::vector<uint8_t> has_size(rows);
  for (const RawTable::Cut& cut : raw.oversize) {
    fault.codes[cut.row] = 0;
    digests.codes[cut.row] = static_cast<int32_t>(digests.dictionary.size());
    digests.dictionary.add(cut.sha256);
    sizes[cut.row] = static_cast<int64_t>(cut.size);
    has_size[cut.row] = 1;
  }
  for (const uint32_t row : raw.truncated) fault.codes[row] = 1;
  TextValues senders{{}, std::move(raw.sender_codes)};
  senders.codes.resize(rows, -1);
  for (uint32_t i = 0; i < raw.senders.size(); ++i) senders.dictionary.add(raw.senders.text(i));
  TableColumns table;
  table.rows = rows;
  table.add("_log", std::move(logs));
  table.add("_offset", std::vector<int64_t>(raw.offset.begin(), raw.offset.end()));
  table.add("_index", std::vector<int32_t>(raw.index.begin(), raw.index.end()));
  table.add("ingest_time", TimeValues{std::move(raw.ingest_time)});
  table.add("bytes", BytesValues{std::move(raw.bytes), std::move(raw.ends), RawTable::kSpareBytes});
  table.add("fault", std::move(fault));
  table.add("size", std::move(sizes), std::move(has_size));
  table.add("sha256", std::move(digests));
  table.add("_sender", std::move(senders));
  return table;
}

}  // namespace telltale
