// Rejects that somebody wants taken again, as orders by the schema they are to be taken under.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/schema_choice.h"
#include "serve/redrive_wish.h"
#include "store/redrive.h"

namespace telltale {

struct RedrivePlan {
  struct Order {
    Redriven order;
    ChosenSchema chosen;  // to become part of the lake first, where it is not
  };
  std::vector<Order> orders;
  std::vector<std::string> notes;  // of rejects that are left out
};

using SchemaChooser = std::function<Result<ChosenSchema>(const std::string& name)>;
// Of the schemas there are in a lake, whose catalog must outlive it. A server takes none from a
// file: it may be anybody who asks.
SchemaChooser chooser_of_lake(const Catalog& catalog);

// kInvalid: a schema does not fit the lake, or the records.
Result<RedrivePlan> plan_redrive(const Catalog& catalog, const serve::RedriveWish& wish,
                                 const SchemaChooser& choose);

// What it would do; writes nothing.
Result<serve::RedriveReport> preview(const LakeAt& lake, const RedrivePlan& plan,
                                     const RedrivePath& path);

// Does it. The calling thread is the only one that takes records.
Result<serve::RedriveReport> carry_out(LakeWriter& writer, const RedrivePlan& plan,
                                       const RedrivePath& path);

}  // namespace telltale
