#include "store/column_encoder.h"

#include <algorithm>

#include "store/parquet_encodings.h"

namespace telltale {
namespace {

// More different numbers than this and a dictionary saves nothing.
constexpr size_t kDictionaryValuesMax = 1 << 16;

template <typename T>
std::string plain_bytes(T value) {
  return {reinterpret_cast<const char*>(&value), sizeof(value)};
}

template <typename T>
Bounds bounds_of(std::span<const T> values) {
  if (values.empty()) return {};
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if constexpr (std::is_floating_point_v<T>) {
    // A zero stands for both zeros, so bounds must take in the other one (parquet.thrift,
    // ColumnOrder).
    return {plain_bytes<T>(*least == 0 ? T{-0.0} : *least),
            plain_bytes<T>(*most == 0 ? T{0} : *most)};
  }
  return {plain_bytes(*least), plain_bytes(*most)};
}

// Levels are hybrids with their length before them.
void append_with_size(std::string_view hybrid, std::string& page) {
  page.append(plain_bytes(static_cast<uint32_t>(hybrid.size()))).append(hybrid);
}

// Levels of one bit: whether a row has a value.
void append_levels(std::span<const uint32_t> levels, std::string& page) {
  std::string encoded;
  encode_hybrid(levels, 1, encoded);
  append_with_size(encoded, page);
}

// Encodes the rows of a column of one leaf.
class LeafEncoder {
 public:
  LeafEncoder(const TableColumn& column, RowRange rows) : column_(column), rows_(rows) {
    out_.path = {column.name};
    out_.type = form_of(column).physical;
  }

  EncodedColumn encode() {
    append_presence();
    std::visit([&](const auto& values) { encode_values(values); }, column_.values);
    return std::move(out_);
  }

  // Of a column of bytes, all that stands before them.
  EncodedColumn encode_head(const BytesValues& bytes) {
    append_presence();
    encode_lengths(bytes);
    return std::move(out_);
  }

 private:
  void append_presence() {
    out_.values = rows_.size();
    out_.nulls = count_nulls();
    if (out_.nulls == 0 || out_.nulls == out_.values) {
      std::string encoded;
      encode_hybrid_run(out_.nulls == 0, rows_.size(), 1, encoded);
      append_with_size(encoded, out_.page);
      return;
    }
    std::vector<uint32_t> levels(rows_.size());
    for (size_t i = 0; i < levels.size(); ++i) levels[i] = !column_.is_null(rows_.begin + i);
    append_levels(levels, out_.page);
  }

  size_t count_nulls() const {
    const auto in_rows = [&](const auto& all) {
      return std::span(all).subspan(rows_.begin, rows_.size());
    };
    if (const auto* texts = std::get_if<TextValues>(&column_.values)) {
      const auto codes = in_rows(texts->codes);
      return static_cast<size_t>(
          std::count_if(codes.begin(), codes.end(), [](int32_t code) { return code < 0; }));
    }
    if (column_.valid.empty()) return 0;
    const auto valid = in_rows(column_.valid);
    return static_cast<size_t>(std::count(valid.begin(), valid.end(), uint8_t{0}));
  }

  // The values of the rows that have one, in place when all have.
  template <typename T>
  std::span<const T> present(const std::vector<T>& values, std::vector<T>& gathered) const {
    if (out_.nulls == 0) return std::span(values).subspan(rows_.begin, rows_.size());
    gathered.reserve(rows_.size() - out_.nulls);
    for (size_t row = rows_.begin; row < rows_.end; ++row) {
      if (column_.valid[row] != 0) gathered.push_back(values[row]);
    }
    return gathered;
  }

  // Numbers that repeat are numbered; else they stand as they are.
  template <typename T>
  void encode_numbers(const std::vector<T>& values) {
    std::vector<T> gathered;
    const std::span<const T> numbers = present(values, gathered);
    Dictionary<T> dictionary;
    const size_t distinct_max = std::min(kDictionaryValuesMax, numbers.size() / 2 + 1);
    if (numbers.empty() || !make_dictionary(numbers, distinct_max, dictionary)) {
      out_.bounds = bounds_of(numbers);
      encode_plain(numbers, out_.page);
      return;
    }
    const std::span<const T> distinct(dictionary.values);
    out_.bounds = bounds_of(distinct);
    encode_plain(distinct, out_.dictionary);
    append_codes(dictionary.codes, distinct.size());
  }

  void append_codes(std::span<const uint32_t> codes, size_t distinct) {
    out_.has_dictionary = true;
    out_.dictionary_values = distinct;
    out_.encoding = Encoding::kRleDictionary;
    const int width = bit_width_of(distinct);
    out_.page += static_cast<char>(width);
    encode_hybrid(codes, width, out_.page);
  }

  void encode_values(const std::vector<int32_t>& values) { encode_numbers(values); }
  void encode_values(const std::vector<float>& values) { encode_numbers(values); }
  void encode_values(const std::vector<double>& values) { encode_numbers(values); }
  void encode_values(const std::vector<int64_t>& values) { encode_deltas(values); }
  void encode_values(const TimeValues& values) { encode_deltas(values.micros); }

  // Times and offsets grow by small steps, so their differences are packed.
  void encode_deltas(const std::vector<int64_t>& values) {
    std::vector<int64_t> gathered;
    const std::span<const int64_t> numbers = present(values, gathered);
    out_.bounds = bounds_of(numbers);
    out_.encoding = Encoding::kDelta;
    encode_delta(numbers, out_.page);
  }

  void encode_values(const BooleanValues& values) {
    std::vector<uint8_t> gathered;
    encode_bits(present(values.values, gathered), out_.page);
  }

  void encode_values(const TextValues& texts) {
    std::vector<uint32_t> number_of(texts.dictionary.ends.size(), 0);
    std::vector<uint32_t> codes;
    codes.reserve(rows_.size() - out_.nulls);
    size_t distinct = 0;
    for (size_t row = rows_.begin; row < rows_.end; ++row) {
      if (texts.is_null(row)) continue;
      const auto code = static_cast<size_t>(texts.codes[row]);
      if (number_of[code] == 0) {
        number_of[code] = static_cast<uint32_t>(++distinct);
        encode_plain_text(texts.dictionary.at(code), out_.dictionary);
        take_bounds(texts.dictionary.at(code));
      }
      codes.push_back(number_of[code] - 1);
    }
    append_codes(codes, distinct);
  }

  void take_bounds(std::string_view text) {
    if (out_.dictionary_values++ == 0) {
      out_.bounds = {std::string(text), std::string(text)};
      return;
    }
    if (text < out_.bounds.least) out_.bounds.least = text;
    if (text > out_.bounds.most) out_.bounds.most = text;
  }

  // Bytes are unlike each other: their lengths are packed, they follow as they are.
  void encode_values(const BytesValues& bytes) {
    encode_lengths(bytes);
    if (rows_.size() == 0) return;
    const char* begin = bytes.at(rows_.begin).data();
    const std::string_view last = bytes.at(rows_.end - 1);
    out_.page.append(begin, static_cast<size_t>(last.data() + last.size() - begin));
  }

  void encode_lengths(const BytesValues& bytes) {
    CHECK(column_.valid.empty());
    std::vector<int64_t> lengths(rows_.size());
    for (size_t i = 0; i < lengths.size(); ++i)
      lengths[i] = static_cast<int64_t>(bytes.at(rows_.begin + i).size());
    out_.encoding = Encoding::kDeltaLength;
    encode_delta(lengths, out_.page);
  }

  void encode_values(const ContributionValues&) { CHECK(false); }

  const TableColumn& column_;
  const RowRange rows_;
  EncodedColumn out_;
};

// The two leaves of a list of contributions: channel and share. A row has a repetition level for
// each of its contributions (0 for the first, 1 for the rest) and a definition level of 0 when it
// has none.
class ContributionEncoder {
 public:
  ContributionEncoder(const ContributionValues& lists, RowRange rows) {
    for (size_t row = rows.begin; row < rows.end; ++row) {
      const std::vector<Contribution>& list = lists.values[row];
      if (list.empty()) {
        repetition_.push_back(0);
        definition_.push_back(0);
      }
      for (size_t i = 0; i < list.size(); ++i) {
        repetition_.push_back(i > 0);
        definition_.push_back(1);
        channels_.push_back(list[i].channel);
        shares_.push_back(list[i].share);
      }
    }
  }

  EncodedColumn encode_channels(const std::string& name) const {
    EncodedColumn out = begin({name, "list", "element", "channel"}, Physical::kByteArray);
    for (const std::string_view channel : channels_) encode_plain_text(channel, out.page);
    return out;
  }

  EncodedColumn encode_shares(const std::string& name) const {
    EncodedColumn out = begin({name, "list", "element", "share"}, Physical::kDouble);
    encode_plain(std::span<const double>(shares_), out.page);
    return out;
  }

 private:
  EncodedColumn begin(std::vector<std::string> path, Physical type) const {
    EncodedColumn out;
    out.path = std::move(path);
    out.type = type;
    out.values = definition_.size();
    out.nulls = definition_.size() - shares_.size();
    append_levels(repetition_, out.page);
    append_levels(definition_, out.page);
    return out;
  }

  std::vector<uint32_t> repetition_;
  std::vector<uint32_t> definition_;
  std::vector<std::string_view> channels_;
  std::vector<double> shares_;
};

}  // namespace

std::vector<EncodedColumn> encode_column(const TableColumn& column, RowRange rows) {
  std::vector<EncodedColumn> leaves;
  if (const auto* lists = std::get_if<ContributionValues>(&column.values)) {
    const ContributionEncoder encoder(*lists, rows);
    leaves.push_back(encoder.encode_channels(column.name));
    leaves.push_back(encoder.encode_shares(column.name));
  } else {
    leaves.push_back(LeafEncoder(column, rows).encode());
  }
  return leaves;
}

EncodedColumn encode_bytes_column(TableColumn& column) {
  auto& bytes = std::get<BytesValues>(column.values);
  const RowRange rows{0, bytes.size()};
  EncodedColumn out = LeafEncoder(column, rows).encode_head(bytes);
  if (out.page.size() > bytes.spare) return LeafEncoder(column, rows).encode();
  const size_t begin = bytes.spare - out.page.size();
  out.page.copy(bytes.data.data() + begin, out.page.size());
  out.in_place = std::string_view(bytes.data).substr(begin);
  return out;
}

}  // namespace telltale
