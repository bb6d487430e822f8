// TableList: what tables lakes show to SQL, and their columns. Asked of the SQL engine once for
// each state of a lake's catalog. Any thread may call.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/sql.h"

namespace telltale::serve {

struct ListedTable {
  std::string name;
  std::vector<SqlColumn> columns;
};

class TableList {
 public:
  using Tables = std::shared_ptr<const std::vector<ListedTable>>;
  Result<Tables> of(const LakeAt& lake, const std::shared_ptr<const Catalog>& catalog);

 private:
  struct Known {
    std::shared_ptr<const Catalog> catalog;
    Tables tables;
  };
  std::mutex mutex_;
  std::map<std::string, Known> by_folder_;
};

}  // namespace telltale::serve
