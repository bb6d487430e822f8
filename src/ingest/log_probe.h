// Looking at a log before it is opened: which bytes it has, how they are laid out.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/env.h"
#include "ingest/splitter.h"
#include "telemetry/batch.h"

namespace telltale {

inline constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// The first bytes of a log, as far as they were read to tell its layout, and the rest behind them.
struct ProbedLog {
  Layout layout = Layout::kLines;
  std::string csv_header;  // the first line; of CSV logs
  std::string head;        // bytes already read
  std::unique_ptr<ByteStream> rest;
  bool may_wait = false;  // reading on may wait for a sender
};

// Reads the head of a stream (through gzip when it is compressed) and tells its layout: the
// schema's word, else the first byte that is no space. kCorrupt: it begins like gzip and is none.
Result<ProbedLog> probe_log(std::unique_ptr<ByteStream> stream, const Schema& schema);

// The layout of a log that begins with these bytes: the schema's word, else what they look like.
Layout layout_of(const Schema& schema, std::string_view head);

// The first line that is not empty, without its line end or a byte order mark before it.
std::string first_line(std::string_view head);

// A log that was probed and belongs to no lake: the only one, its signals numbered as the schema
// does.
LogInfo lone_log(const ProbedLog& probed, std::shared_ptr<const Schema> schema);

// BLAKE3 of a file's bytes as they are on disk.
Result<Blake3Digest> digest_of_file(Env& env, const std::string& path);

}  // namespace telltale
