#include "serve/series_reply.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/instant.h"
#include "base/json.h"
#include "base/state_bytes.h"
#include "serve/media_type.h"
#include "serve/result_text.h"

namespace telltale::serve {
namespace {

void add_list(const char* name, const std::vector<SeriesBucket>& buckets,
              const std::function<Cell(const SeriesBucket&)>& value, std::string& body) {
  body += fmt::format(",\"{}\":[", name);
  for (size_t i = 0; i < buckets.size(); ++i) {
    if (i > 0) body += ',';
    body += json_cell(value(buckets[i]));
  }
  body += ']';
}

}  // namespace

bool wants_binary_series(const HttpHead& head) {
  const auto types = media_types_of(head.field("accept").value_or(""));
  return std::find(types.begin(), types.end(), kSeriesMediaType) != types.end();
}

HttpReply series_json(const ShownSeries& shown) {
  const auto& [wish, found, unit, commit] = shown;
  HttpReply reply;
  std::string& body = reply.body;
  body = fmt::format(
      "{{\"commit\":{},\"device_id\":{},\"signal\":{},\"unit\":{},\"from\":{},\"to\":{},"
      "\"step_us\":{}",
      static_cast<uint64_t>(commit), json_text(wish.device), json_text(wish.column),
      unit.empty() ? "null" : json_text(unit), json_text(format_instant(instant_of(wish.from))),
      json_text(format_instant(instant_of(wish.to))), found.step);
  add_list(
      "time_ms", found.buckets,
      [&](const SeriesBucket& bucket) {
        return Cell::of((wish.from + int64_t{bucket.number} * found.step) / 1'000);
      },
      body);
  add_list("count", found.buckets, [](const SeriesBucket& b) { return Cell::of(b.count); }, body);
  add_list("min", found.buckets, [](const SeriesBucket& b) { return Cell::of(b.least); }, body);
  add_list("mean", found.buckets, [](const SeriesBucket& b) { return Cell::of(b.mean()); }, body);
  add_list("max", found.buckets, [](const SeriesBucket& b) { return Cell::of(b.most); }, body);
  body += "}\n";
  return reply;
}

HttpReply series_binary(const SeriesWish& wish, const SeriesFound& found) {
  StateWriter out;
  for (const char c : std::string_view("TLS1")) out.put(c);
  out.put(static_cast<uint32_t>(found.buckets.size()));
  out.put(wish.from);
  out.put(found.step);
  for (const SeriesBucket& bucket : found.buckets) out.put(bucket.least);
  for (const SeriesBucket& bucket : found.buckets) out.put(bucket.mean());
  for (const SeriesBucket& bucket : found.buckets) out.put(bucket.most);
  for (const SeriesBucket& bucket : found.buckets) out.put(bucket.number);
  for (const SeriesBucket& bucket : found.buckets) out.put(static_cast<uint32_t>(bucket.count));
  HttpReply reply;
  reply.type = kSeriesMediaType;
  reply.body = std::string(out.bytes());
  return reply;
}

}  // namespace telltale::serve
