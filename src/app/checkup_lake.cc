#include <cerrno>
#include <cstring>
#include <unistd.h>

#include <fmt/format.h>

#include "app/checkup.h"
#include "app/lake_report.h"
#include "app/lock_holder.h"
#include "app/output.h"
#include "base/json.h"
#include "store/lake.h"
#include "store/verify.h"

namespace telltale {
namespace {

Finding good(std::string check, std::string what) {
  return {std::move(check), Health::kGood, std::move(what), ""};
}

Finding check_format(const CheckupPlace& place, const std::string& folder) {
  const Result<OpenLake> lake = open_lake(place.env, folder);
  if (lake.ok())
    return good("lake", fmt::format("it can be read, up to commit {}",
                                    static_cast<uint64_t>(lake.value().view.commit)));
  const Status& why = lake.status();
  std::string todo = fmt::format("telltale verify --quick --data {}", folder);
  if (why.code() == Code::kNotFound) todo = fmt::format("telltale init {}", folder);
  if (why.code() == Code::kInvalid) todo = "use the version of telltale that wrote it";
  return {"lake", Health::kProblem, why.message(), todo};
}

Finding check_lock(const CheckupPlace& place, const std::string& folder) {
  const std::optional<LockHolder> holder = lock_holder(place.env, join_path(folder, "_lock"));
  if (!holder) return good("writer", "nobody writes to the lake");
  if (holder->process == 0)
    return {"writer", Health::kNote,
            "a process that cannot be seen from here holds the lake's lock",
            "look in the other containers of this machine"};
  return {"writer", Health::kNote,
          fmt::format("{} (process {}) writes to the lake: other writers are refused",
                      holder->program, holder->process),
          fmt::format("ps -fp {}", holder->process)};
}

Finding check_permissions(const std::string& folder) {
  for (const char* below : {"", "_commits", "_control"}) {
    const std::string path = *below == '\0' ? folder : join_path(folder, below);
    if (::access(path.c_str(), R_OK | W_OK | X_OK) == 0) continue;
    return {"permissions", Health::kProblem,
            fmt::format("this user may not write to it: {}: path={}", std::strerror(errno), path),
            fmt::format("ls -ld {}", path)};
  }
  return good("permissions", "this user may write to it");
}

// A commit that is of tomorrow tells that the clock went back.
Finding check_clock_of(const CheckupPlace& place, const LakeView& view) {
  const Duration ahead = view.time - place.clock.now();
  if (ahead < std::chrono::minutes(1)) return good("clock", "it is not behind the newest commit");
  return {"clock", Health::kProblem,
          fmt::format("this machine's clock is {} behind the newest commit",
                      format_duration(std::chrono::duration_cast<std::chrono::seconds>(ahead))),
          "timedatectl status"};
}

Finding check_damage(const CheckupPlace& place, const std::string& folder) {
  const Result<Verified> verified = verify_quick(place.env, folder);
  if (verified.ok())
    return good("damage", fmt::format("{} commits and {} files are as they should be, at a glance",
                                      with_commas(verified.value().commits),
                                      with_commas(verified.value().files)));
  return {"damage", Health::kProblem, verified.status().message(),
          fmt::format("telltale verify --data {}", folder)};
}

uint64_t number_at(const Json& object, std::string_view key) {
  uint64_t number = 0;
  if (const Json* member = object.find(key)) member->to_uint(number);
  return number;
}

Finding check_backlog(const Json& report, const std::string& folder) {
  const uint64_t backlog = number_at(report, "backlog_bytes");
  const bool is_in_use = report.find("writer") != nullptr;
  if (backlog == 0) return good("journal", "all that was acknowledged is in the lake");
  const std::string what =
      fmt::format("{} were acknowledged and are not yet in a commit", bytes_text(backlog));
  if (is_in_use) return {"journal", Health::kNote, what, ""};
  return {"journal", Health::kWarning, what + ", and nobody brings them in",
          fmt::format("telltale serve --data {}", folder)};
}

Finding check_books(const LakeView& view, const std::string& folder) {
  if (view.books_total.balances()) return good("books", "they balance");
  return {"books", Health::kProblem, "they do not balance",
          fmt::format("telltale verify --data {}", folder)};
}

void add_problems(const Json& report, std::vector<Finding>& findings) {
  const Json* problems = report.find("problems");
  if (problems == nullptr || problems->if_array() == nullptr) return;
  if (problems->if_array()->empty())
    findings.push_back(
        good("disk", bytes_text(number_at(*report.find("disk"), "free_bytes")) + " are free"));
  for (const Json& problem : *problems->if_array()) {
    const bool is_warning = *problem.find("is_warning")->if_bool();
    findings.push_back({"disk", is_warning ? Health::kWarning : Health::kProblem,
                        *problem.find("why")->if_string(),
                        "free some space, or set disk_reserve_bytes"});
  }
}

}  // namespace

std::string_view name_of(Health health) {
  switch (health) {
    case Health::kGood:
      return "good";
    case Health::kNote:
      return "note";
    case Health::kWarning:
      return "warning";
    case Health::kProblem:
      return "problem";
  }
  return "";
}

std::vector<Finding> check_lake(const CheckupPlace& place, const std::string& folder) {
  std::vector<Finding> findings = {check_format(place, folder)};
  const Result<OpenLake> lake = open_lake(place.env, folder);
  if (!lake.ok()) return findings;
  findings.push_back(check_lock(place, folder));
  findings.push_back(check_permissions(folder));
  findings.push_back(check_damage(place, folder));
  findings.push_back(check_books(lake.value().view, folder));
  findings.push_back(check_clock_of(place, lake.value().view));
  const Result<Json> report = lake_report({place.env, place.clock, place.options}, folder);
  if (!report.ok()) return findings;
  findings.push_back(check_backlog(report.value(), folder));
  add_problems(report.value(), findings);
  return findings;
}

}  // namespace telltale
