#include "app/event_list.h"

#include "app/events.h"
#include "app/upkeep_events.h"
#include "journal/events.h"
#include "pipeline/events.h"
#include "serve/events.h"
#include "store/events.h"

namespace telltale {
namespace {

constexpr const EventKind* kKinds[] = {
    &serve::RequestAnswered::kKind,
    &serve::ReadingsTaken::kKind,
    &serve::LiveJoined::kKind,
    &serve::LiveLeft::kKind,
    &serve::LiveTold::kKind,
    &serve::LiveGapTold::kKind,
    &FramesSynced::kKind,
    &FramesRefused::kKind,
    &BatchJudged::kKind,
    &CommitMade::kKind,
    &RecordsCommitted::kKind,
    &BatchCommitted::kKind,
    &LakeStarted::kKind,
    &UpkeepDone::kKind,
    &UpkeepFailed::kKind,
    &FormerJournalTaken::kKind,
    &LakeMending::kKind,
    &LakeMended::kKind,
    &LakeDown::kKind,
    &DiskLow::kKind,
    &DiskRoomy::kKind,
    &DiskFilling::kKind,
    &ServerListening::kKind,
    &ServerReady::kKind,
    &ServerStopping::kKind,
    &ServerStopped::kKind,
    &OptionsReloaded::kKind,
    &CertificateReloaded::kKind,
    &KeysUnread::kKind,
    &LoopStuck::kKind,
};

}  // namespace

std::vector<std::string_view> upkeep_names() {
  std::vector<std::string_view> names;
  for (int i = 0; i < kUpkeepCount; ++i) names.push_back(name_of(static_cast<Upkeep>(i)));
  return names;
}

std::span<const EventKind* const> all_event_kinds() {
  return kKinds;
}

}  // namespace telltale
