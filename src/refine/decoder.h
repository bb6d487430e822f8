// Decoder: turns the bytes of a batch's records into its columns, by the schema of their log. Bad
// bytes become rejects of their own row and touch no other. Allocates nothing per record. One
// owner.
#pragma once

#include <memory>
#include <string>

#include "refine/field_census.h"
#include "telemetry/batch.h"

namespace telltale {

class Decoder {
 public:
  virtual ~Decoder() = default;
  // Decodes the rows that are not rejected yet. The batch is of the log the decoder was made for.
  virtual void decode(Batch& batch) = 0;
};

// Whether records may be read by the shape of those before them; the rows are the same either way.
enum class JsonReading : uint8_t { kByShape, kInFull };

// Fields the schema does not name are counted in `unknown`, which must outlive the decoder.
std::unique_ptr<Decoder> make_json_decoder(const LogInfo& log, FieldCensus& unknown,
                                           JsonReading reading = JsonReading::kByShape);
std::unique_ptr<Decoder> make_csv_decoder(const LogInfo& log, FieldCensus& unknown);

// The version of the library that parses JSON.
std::string json_library_version();

}  // namespace telltale
