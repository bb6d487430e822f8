// What the server tells of itself: requests, and who follows live.
#pragma once

#include "base/events.h"

namespace telltale::serve {

std::vector<std::string_view> route_names();
std::vector<std::string_view> status_classes();
std::vector<std::string_view> live_topic_names();
std::vector<std::string_view> live_gap_names();

// A request was answered, or refused. Its path is not told, since a device may be in it.
struct RequestAnswered {
  size_t route = 0;  // by its place among route_names()
  std::string_view method;
  int status = 0;
  Duration took{0};
  std::string_view principal;
  std::string_view agent;

  static constexpr EventKind kKind{
      "request",
      LogLevel::kDebug,
      {{{"telltale_serve_requests_total",
         MetricKind::kCounter,
         "Requests by route and class of status.",
         {{{"route", route_names}, {"status", status_classes}}},
         {},
         false},
        {"telltale_serve_request_seconds",
         MetricKind::kHistogram,
         "From a whole request to its answer, by route; of a stream, to its beginning.",
         {{{"route", route_names}}},
         kFastSeconds,
         false}}}};
  void measure(Measures& out) const;
  void say(LogLine& line) const;
};

// Records were acknowledged: they are durable.
struct ReadingsTaken {
  uint64_t records = 0;
  uint64_t bytes = 0;
  Duration took{0};

  static constexpr EventKind kKind{"readings_taken",
                                   LogLevel::kNone,
                                   {{{"telltale_serve_records_accepted_total", MetricKind::kCounter,
                                      "Records that were acknowledged."},
                                     {"telltale_serve_record_bytes_total", MetricKind::kCounter,
                                      "Bytes of the records that were acknowledged."},
                                     {"telltale_serve_ack_seconds",
                                      MetricKind::kHistogram,
                                      "From a whole request with records to its acknowledgement.",
                                      {},
                                      kFastSeconds}}}};
  void measure(Measures& out) const {
    out.count(0, records);
    out.count(1, bytes);
    out.observe(2, took);
  }
};

// Somebody follows live.
struct LiveJoined {
  bool is_resumed = false;

  static constexpr EventKind kKind{
      "live_joined",
      LogLevel::kDebug,
      {{{"telltale_serve_live_joins_total", MetricKind::kCounter, "Live streams that began."}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine& line) const { line.add("is_resumed", is_resumed); }
};

struct LiveLeft {
  static constexpr EventKind kKind{
      "live_left",
      LogLevel::kDebug,
      {{{"telltale_serve_live_leaves_total", MetricKind::kCounter, "Live streams that ended."}}}};
  void measure(Measures& out) const { out.count(0, 1); }
  void say(LogLine&) const {}
};

// Events of one topic went to one client.
struct LiveTold {
  size_t topic = 0;
  uint64_t events = 0;

  static constexpr EventKind kKind{"live_told",
                                   LogLevel::kNone,
                                   {{{"telltale_serve_live_events_total",
                                      MetricKind::kCounter,
                                      "Events sent down live streams, by topic.",
                                      {{{"topic", live_topic_names}}}}}}};
  void measure(Measures& out) const { out.count(0, events, {topic}); }
};

// A client was told what it does not get.
struct LiveGapTold {
  size_t why = 0;

  static constexpr EventKind kKind{"live_gap",
                                   LogLevel::kDebug,
                                   {{{"telltale_serve_live_gaps_total",
                                      MetricKind::kCounter,
                                      "Gaps told to live streams, by why.",
                                      {{{"why", live_gap_names}}}}}}};
  void measure(Measures& out) const { out.count(0, 1, {why}); }
  void say(LogLine& line) const { line.add("why", live_gap_names()[why]); }
};

}  // namespace telltale::serve
