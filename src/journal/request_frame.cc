#include "journal/request_frame.h"

#include <cstring>
#include <numeric>

#include "base/state_bytes.h"

namespace telltale {
namespace {

Status damaged(const char* why) {
  return Status::corrupt(std::string("cannot read frame of the journal: ") + why);
}

Status read_senders(StateReader& in, std::vector<SenderRun>& senders) {
  uint16_t runs = 0;
  TRY(in.get(runs));
  senders.resize(runs);
  for (SenderRun& run : senders) {
    TRY(in.get(run.records));
    TRY(in.get_text(run.sender));
  }
  return {};
}

}  // namespace

std::string write_request_frame(const RequestFrame& frame) {
  StateWriter out;
  out.put(kRequestVersion);
  out.put(frame.log);
  out.put(micros(frame.received));
  out.put(frame.key.low);
  out.put(frame.key.high);
  out.put(static_cast<uint16_t>(frame.senders.size()));
  for (const SenderRun& run : frame.senders) {
    out.put(run.records);
    out.put_text(run.sender);
  }
  out.put(static_cast<uint32_t>(frame.sizes.size()));
  std::string bytes(out.bytes());
  const size_t sizes_bytes = frame.sizes.size() * sizeof(uint32_t);
  bytes.reserve(bytes.size() + sizes_bytes + frame.records.size());
  bytes.append(reinterpret_cast<const char*>(frame.sizes.data()), sizes_bytes);
  bytes.append(frame.records);
  return bytes;
}

Status read_request_frame(std::string_view payload, RequestFrame& frame) {
  StateReader in(payload);
  uint8_t version = 0;
  int64_t received = 0;
  uint32_t count = 0;
  TRY(in.get(version));
  if (version != kRequestVersion) return damaged("it has another version");
  TRY(in.get(frame.log));
  TRY(in.get(received));
  frame.received = instant_of(received);
  TRY(in.get(frame.key.low));
  TRY(in.get(frame.key.high));
  TRY(read_senders(in, frame.senders));
  TRY(in.get(count));
  std::string_view rest = in.rest();
  if (rest.size() / sizeof(uint32_t) < count) return damaged("it ends in its sizes");
  frame.sizes.resize(count);
  std::memcpy(frame.sizes.data(), rest.data(), count * sizeof(uint32_t));
  rest.remove_prefix(count * sizeof(uint32_t));
  const uint64_t bytes = std::accumulate(frame.sizes.begin(), frame.sizes.end(), uint64_t{0});
  if (bytes != rest.size()) return damaged("it has another length than its records");
  uint64_t sent = frame.senders.empty() ? count : 0;
  for (const SenderRun& run : frame.senders) sent += run.records;
  if (sent != count) return damaged("its senders are not those of its records");
  frame.records = rest;
  return {};
}

}  // namespace telltale
