// ReadColumns: the columns that a query may read, of whatever it reads from.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "store/sql_text.h"

namespace telltale {

class ReadColumns {
 public:
  ReadColumns() = default;  // all
  static ReadColumns none() {
    ReadColumns read;
    read.all_ = false;
    return read;
  }

  // Names are one when they differ in the case of ASCII letters only.
  void add(std::string_view column) { names_.insert(lower_name(column)); }

  bool all() const { return all_; }
  const std::set<std::string>& names() const { return names_; }  // where it is not all
  bool has(std::string_view column) const { return all_ || names_.contains(lower_name(column)); }

 private:
  bool all_ = true;
  std::set<std::string> names_;
};

}  // namespace telltale
