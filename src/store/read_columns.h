// ReadColumns: the columns that a query may read, of whatever it reads from.
#pragma once

#include <set>
#include <string>
#include <string_view>

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
  void add(std::string_view column) { names_.insert(lower(column)); }

  bool all() const { return all_; }
  const std::set<std::string>& names() const { return names_; }  // where it is not all
  bool has(std::string_view column) const { return all_ || names_.contains(lower(column)); }

 private:
  static std::string lower(std::string_view text) {
    std::string lowered(text);
    for (char& c : lowered) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lowered;
  }

  bool all_ = true;
  std::set<std::string> names_;
};

}  // namespace telltale
