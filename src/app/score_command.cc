#include "app/commands.h"
namespace telltale {
Result<int> run_score(CommandContext&, const ScoreArguments&) {
  return Status::internal("x");
}
Result<int> run_simulate(CommandContext&, const SimulateArguments&) {
  return Status::internal("x");
}
}  // namespace telltale
