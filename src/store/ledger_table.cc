#include "store/ledger_table.h"

#include "base/hash.h"

namespace telltale {

void LedgerTable::Texts::append(std::string_view text) {
  codes.push_back(text.empty() ? -1 : static_cast<int32_t>(table.intern(hash64(text), text)));
}

TextValues LedgerTable::Texts::values() const {
  TextValues values{{}, codes};
  for (uint32_t i = 0; i < table.size(); ++i) values.dictionary.add(table.text(i));
  return values;
}

void LedgerTable::append(const LedgerRow& row) {
  log_.push_back(static_cast<int32_t>(row.position.log));
  offset_.push_back(static_cast<int64_t>(row.position.offset));
  index_.push_back(static_cast<int32_t>(row.position.index));
  ingest_time_.push_back(row.ingest_time);
  schema_.append(row.schema);
  schema_version_.push_back(static_cast<int32_t>(row.schema_version));
  device_.append(row.device);
  if (disposition_ == Disposition::kRejected) {
    reason_.append(name_of(row.reason));
    field_.push_back(row.field);
    field_name_.append(row.field_name);
    value_.append(row.value);
    return;
  }
  event_time_.push_back(row.event_time);
  seq_.push_back(row.seq);
  first_log_.push_back(static_cast<int32_t>(row.first.log));
  first_offset_.push_back(static_cast<int64_t>(row.first.offset));
  first_index_.push_back(static_cast<int32_t>(row.first.index));
}

void LedgerTable::for_each(
    const std::function<void(const Position& position, RejectReason reason)>& each) const {
  for (size_t row = 0; row < rows(); ++row) {
    RejectReason reason = RejectReason::kNone;
    if (disposition_ == Disposition::kRejected)
      reason = *reject_reason_named(reason_.table.text(static_cast<uint32_t>(reason_.codes[row])));
    each({LogId{static_cast<uint32_t>(log_[row])}, static_cast<Offset>(offset_[row]),
          static_cast<uint32_t>(index_[row])},
         reason);
  }
}

TableColumns LedgerTable::columns() const {
  TableColumns table;
  table.rows = rows();
  table.add("_log", log_);
  table.add("_offset", offset_);
  table.add("_index", index_);
  table.add("ingest_time", TimeValues{ingest_time_});
  table.add("disposition",
            TextValues{BytesValues::of({name_of(disposition_)}), std::vector<int32_t>(rows(), 0)});
  table.add("schema", schema_.values());
  table.add("schema_version", schema_version_);
  table.add("device_id", device_.values());
  if (disposition_ == Disposition::kRejected) {
    table.add("reason", reason_.values());
    table.add("field", field_name_.values());
    table.add("_field", field_);
    table.add("value", value_.values());
  } else {
    table.add("event_time", TimeValues{event_time_});
    table.add("seq", seq_);
    table.add("first_log", first_log_);
    table.add("first_offset", first_offset_);
    table.add("first_index", first_index_);
  }
  table.add("_commit", std::vector<int64_t>(rows()), std::vector<uint8_t>(rows(), 0));
  return table;
}

}  // namespace telltale
