#include "app/commands.h"
namespace telltale {
Result<int> run_where_is(CommandContext&, const WhereIsArguments&) { return Status::internal("x"); }
Result<int> run_rejects(CommandContext&, const RejectsArguments&) { return Status::internal("x"); }
Result<int> run_verify(CommandContext&, const VerifyArguments&) { return Status::internal("x"); }
Result<int> run_anomalies(CommandContext&, const AnomaliesArguments&) { return Status::internal("x"); }
Result<int> run_score(CommandContext&, const ScoreArguments&) { return Status::internal("x"); }
Result<int> run_simulate(CommandContext&, const SimulateArguments&) { return Status::internal("x"); }
Result<int> run_schema_check(CommandContext&, const std::string&) { return Status::internal("x"); }
Result<int> run_version(CommandContext&) { return Status::internal("x"); }
Result<int> run_config_reference(CommandContext&) { return Status::internal("x"); }
}
