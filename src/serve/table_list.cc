#include "serve/table_list.h"

namespace telltale::serve {

// A lake without files shows the same tables as with them, and its engine reads nothing.
Result<TableList::Tables> TableList::of(const LakeAt& lake,
                                        const std::shared_ptr<const Catalog>& catalog) {
  {
    const std::lock_guard lock(mutex_);
    const auto known = by_folder_.find(lake.folder);
    if (known != by_folder_.end() && known->second.catalog == catalog) return known->second.tables;
  }
  const LakeView empty;
  const LakeAt nothing{lake.env, lake.folder, empty, *catalog};
  SqlOptions options;
  options.threads = 1;
  const std::unique_ptr<SqlEngine> engine = TRY(SqlEngine::open(nothing, options));
  std::vector<ListedTable> tables;
  for (const SqlView& view : lake_views(nothing))
    tables.push_back({view.name, TRY(engine->columns_of(view.name))});
  auto listed = std::make_shared<const std::vector<ListedTable>>(std::move(tables));
  const std::lock_guard lock(mutex_);
  by_folder_[lake.folder] = {catalog, listed};
  return Tables(listed);
}

}  // namespace telltale::serve
