// The files of a lake that say what is in it: a commit, a checkpoint, a log of control records. The
// first byte says which; what is read is written and read again, and must be the same.
#include "base/memory_env.h"
#include "journal/control_log.h"
#include "store/commit_json.h"
#include "store/lake_view.h"
#include "tests/fuzz/log_rows.h"

namespace telltale {
namespace {

void check_message(const Status& status) {
  CHECK(!status.message().empty());
  CHECK(status.message().find('\n') == std::string::npos);
}

void check_commit(std::string_view json) {
  const Result<Commit> commit = read_commit(json);
  if (!commit.ok()) return check_message(commit.status());
  const std::string written = write_commit(commit.value());
  CHECK(write_commit(read_commit(written).value()) == written);
  const Result<Sealed> sealed = unseal(seal(written), "commit");
  CHECK(sealed.ok());
  CHECK(sealed.value().json == written);
  LakeView view;
  const Status folded = view.fold(commit.value(), sealed.value().digest);
  if (!folded.ok()) check_message(folded);
}

void check_checkpoint(std::string_view json) {
  const Result<LakeView> view = read_checkpoint(json);
  if (!view.ok()) return check_message(view.status());
  const std::string written = write_checkpoint(view.value());
  CHECK(write_checkpoint(read_checkpoint(written).value()) == written);
}

void check_seal(std::string_view bytes) {
  const Result<Sealed> sealed = unseal(bytes, "commit");
  if (sealed.ok()) CHECK(seal(sealed.value().json) == bytes);
}

void check_control(std::string_view bytes) {
  MemoryEnv env;
  env.put(ControlLog::path_in("/lake"), std::string(bytes));
  const Result<FrameFileContent> content = read_frame_file(env, ControlLog::path_in("/lake"));
  if (content.ok()) CHECK(content.value().whole_bytes <= bytes.size());
  const auto log = ControlLog::open(env, "/lake", 0, false);
  if (!log.ok()) check_message(log.status());
}

}  // namespace
}  // namespace telltale

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace telltale;
  if (size == 0 || size > fuzz::kInputBytesMax) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      check_commit(rest);
      break;
    case 1:
      check_checkpoint(rest);
      break;
    case 2:
      check_seal(rest);
      break;
    default:
      check_control(rest);
  }
  return 0;
}
