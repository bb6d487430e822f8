// RequestFrame: what one frame of the journal holds: a whole request, so that it is taken whole or
// not at all: its records as they are, who may send them, and the key it may be repeated under.
//
//   version u8 · log u32 · received i64 (microseconds since 1970) · key 16 bytes · runs u16 ·
//   for each run: records u32 and sender text · records u32 · their sizes, u32 each · their bytes
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/instant.h"
#include "base/result.h"
#include "telemetry/position.h"

namespace telltale {

constexpr uint8_t kRequestVersion = 1;

// So many records after each other have that sender (telemetry/sender.h; empty: none).
struct SenderRun {
  uint32_t records = 0;
  std::string sender;
  bool operator==(const SenderRun&) const = default;
};

struct RequestFrame {
  LogId log{0};
  Instant received;
  Hash128 key;  // zero: none
  std::vector<SenderRun> senders;
  std::vector<uint32_t> sizes;
  std::string_view records;  // one after another, `sizes` of them
};

std::string write_request_frame(const RequestFrame& frame);

// The views are of `payload`. kCorrupt: it is no such frame.
Status read_request_frame(std::string_view payload, RequestFrame& frame);

}  // namespace telltale
