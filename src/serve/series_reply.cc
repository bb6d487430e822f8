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

template <typename Bucket>
void add_list(const char* name, const std::vector<Bucket>& buckets,
              const std::function<Cell(const Bucket&)>& value, std::string& body) {
  body += fmt::format(",\"{}\":[", name);
  for (size_t i = 0; i < buckets.size(); ++i) {
    if (i > 0) body += ',';
    body += json_cell(value(buckets[i]));
  }
  body += ']';
}

// Lists as long as the others or, where there is no band, none and why.
void add_band(const ExpectedBand& band, std::string& body) {
  if (!band.missing.empty()) {
    body += fmt::format(",\"expected_missing\":{}", json_text(band.missing));
    return;
  }
  using Bucket = std::optional<BandBucket>;
  const auto list = [&](const char* name, double BandBucket::* end) {
    add_list<Bucket>(
        name, band.buckets,
        [end](const Bucket& b) { return b ? Cell::of((*b).*end) : Cell::null(); }, body);
  };
  body += fmt::format(",\"expected_from\":{}",
                      json_text(format_instant(instant_of(band.learned_from))));
  list("expected_low", &BandBucket::low);
  list("expected_high", &BandBucket::high);
}

}  // namespace

bool wants_binary_series(const HttpHead& head) {
  const auto types = media_types_of(head.field("accept").value_or(""));
  return std::find(types.begin(), types.end(), kSeriesMediaType) != types.end();
}

HttpReply series_json(const ShownSeries& shown) {
  const auto& [wish, found, unit, commit, band] = shown;
  HttpReply reply;
  std::string& body = reply.body;
  body = fmt::format(
      "{{\"commit\":{},\"device_id\":{},\"signal\":{},\"unit\":{},\"from\":{},\"to\":{},"
      "\"step_us\":{}",
      static_cast<uint64_t>(commit), json_text(wish.device), json_text(wish.column),
      unit.empty() ? "null" : json_text(unit), json_text(format_instant(instant_of(wish.from))),
      json_text(format_instant(instant_of(wish.to))), found.step);
  const auto list = [&](const char* name, const std::function<Cell(const SeriesBucket&)>& value) {
    add_list(name, found.buckets, value, body);
  };
  list("time_ms", [&](const SeriesBucket& bucket) {
    return Cell::of((wish.from + int64_t{bucket.number} * found.step) / 1'000);
  });
  list("count", [](const SeriesBucket& b) { return Cell::of(b.count); });
  list("min", [](const SeriesBucket& b) { return Cell::of(b.least); });
  list("mean", [](const SeriesBucket& b) { return Cell::of(b.mean()); });
  list("max", [](const SeriesBucket& b) { return Cell::of(b.most); });
  if (band != nullptr) add_band(*band, body);
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
