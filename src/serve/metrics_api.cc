#include "serve/metrics_api.h"

#include <cmath>

#include <fmt/format.h>

#include "base/json.h"
#include "serve/api.h"
#include "serve/gauges.h"
#include "serve/lake_json.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kOpenMetricsType =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";
constexpr std::string_view kPrometheusType = "text/plain; version=0.0.4; charset=utf-8";

void write_server(const Api& api, MetricWriter& out) {
  const ServerFacts facts = api.facts();
  for (const ServerGauge& gauge : server_gauges()) {
    out.family(gauge.spec);
    out.sample({}, gauge.value(facts));
  }
  static constexpr MetricSpec kBuild{"telltale_app_build_info", MetricKind::kGauge,
                                     "Always 1; its label tells the version."};
  out.family(kBuild);
  out.sample({{"version", facts.version}}, 1);
}

void write_lakes(const Api& api, MetricWriter& out) {
  std::vector<std::pair<LakeStatus, LakeBoard::Now>> lakes;
  for (const Tenant* tenant : api.tenants())
    lakes.emplace_back(tenant->health.status(), tenant->board.now());
  for (const LakeGauge& gauge : lake_gauges()) {
    out.family(gauge.spec);
    for (size_t i = 0; i < lakes.size(); ++i) {
      const double value = gauge.value({lakes[i].first, lakes[i].second.view.get()});
      if (!std::isnan(value)) out.sample({{"lake", api.tenants()[i]->name}}, value);
    }
  }
}

Json lake_of(const Tenant& tenant) {
  const LakeStatus status = tenant.health.status();
  const LakeBoard::Now now = tenant.board.now();
  Json lake = Json::object({{"name", tenant.name}, {"state", name_of(status.state)}});
  if (!status.why.empty()) lake.add("why", status.why);
  lake.add("ingest", status.ingest.ok());
  lake.add("query", now.view != nullptr);
  if (now.view != nullptr) add_view(*now.view, tenant.clock.now(), lake);
  add_status(status, lake);
  const RestoreProgress& restored = status.restored;
  lake.add("restored", Json::object({{"records_done", restored.records_done},
                                     {"records_total", restored.records_total}}));
  return lake;
}

void append_row(const MetricSpec& spec, std::string_view event, std::string& text) {
  std::string labels;
  if (spec.is_of_lake) labels += "lake";
  for (const LabelSpec& label : spec.labels) {
    if (label.name.empty()) continue;
    if (!labels.empty()) labels += ", ";
    labels += label.name;
  }
  text += fmt::format("| `{}` | {} | {} | {} | {} |\n", spec.name, name_of(spec.kind), labels,
                      event.empty() ? "" : fmt::format("`{}`", event), spec.help);
}

}  // namespace

void get_metrics(Api& api, Call call) {
  const std::string_view accepted = call.head().field("accept").value_or("");
  const bool is_open = accepted.find("application/openmetrics-text") != std::string_view::npos;
  MetricWriter out(is_open ? MetricFormat::kOpenMetrics : MetricFormat::kPrometheus,
                   call.principal.lake);
  write_server(api, out);
  write_lakes(api, out);
  if (api.options().events != nullptr) api.options().events->metrics().write(out);
  call.reply({200, std::string(is_open ? kOpenMetricsType : kPrometheusType), out.finish(), {}});
}

void get_status(Api& api, Call call) {
  const ServerFacts facts = api.facts();
  Json::Array lakes;
  for (const Tenant* tenant : api.tenants()) {
    const bool is_mine = call.principal.lake.empty() || call.principal.lake == tenant->name;
    if (is_mine) lakes.push_back(lake_of(*tenant));
  }
  Json body = Json::object({{"version", facts.version},
                            {"started", format_instant(facts.started)},
                            {"resident_bytes", facts.process.resident_bytes},
                            {"cpu_seconds", facts.process.cpu_seconds},
                            {"connections", facts.connections_open},
                            {"lakes", std::move(lakes)}});
  call.reply({200, "application/json", body.dump() + "\n", {}});
}

std::string metrics_reference(std::span<const EventKind* const> kinds) {
  std::string text =
      "# Metrics\n\n"
      "What `GET /metrics` shows, in the text format of Prometheus 0.0.4, or OpenMetrics 1.0 when "
      "that is\nasked for. Written by `telltale metrics --reference`.\n\n"
      "Each counter and histogram belongs to an event; one that has a level is a line of the log, "
      "too\n(`log_level`, `log_format` in the [options](../../conf/telltale.yaml)). Labels have a "
      "fixed set of\nvalues; no device, person or record appears in a metric or a line.\n\n"
      "| metric | kind | labels | event | what it says |\n|---|---|---|---|---|\n";
  for (const ServerGauge& gauge : server_gauges()) append_row(gauge.spec, "", text);
  for (const LakeGauge& gauge : lake_gauges()) append_row(gauge.spec, "", text);
  for (const EventKind* kind : kinds) {
    for (const MetricSpec& spec : kind->metrics) {
      if (!spec.name.empty()) append_row(spec, kind->name, text);
    }
  }
  text += "\n## Lines of the log\n\n| event | level |\n|---|---|\n";
  for (const EventKind* kind : kinds) {
    if (kind->level != LogLevel::kNone)
      text += fmt::format("| `{}` | {} |\n", kind->name, name_of(kind->level));
  }
  return text;
}

}  // namespace telltale::serve
