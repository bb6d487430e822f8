// The bounds of a record, in one place. Each is part of what the platform promises.
#pragma once

#include <cstddef>
#include <cstdint>

namespace telltale {

// Readings that move together. Columns of this length stay in a core's second-level cache.
constexpr size_t kBatchRows = 1024;

// A longer record keeps its digest, its length and its first bytes, and is rejected.
constexpr size_t kRecordBytesMax = 16UL << 20;
constexpr size_t kRecordBytesKept = 64UL << 10;

// Levels of nesting inside a record. The parser recurses to this depth at most.
constexpr size_t kNestingMax = 64;

constexpr size_t kDeviceIdBytesMax = 256;

// Fields of one schema: a reading's set of fields is one 64-bit word.
constexpr size_t kFieldsMax = 64;

// Classes of devices by hash: the unit of state and of its distribution to lanes.
constexpr size_t kKeyGroups = 256;

constexpr size_t kLanesMax = 64;

// How much of an offending value is kept with a reject.
constexpr size_t kOffendingBytesMax = 256;

// The parser may read this far past a text; every buffer it is given ends in as much padding.
constexpr size_t kTextPadding = 64;

static_assert(kRecordBytesKept < kRecordBytesMax);
static_assert(kKeyGroups >= kLanesMax);

}  // namespace telltale
