#include "serve/schemas_api.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/utf8.h"
#include "serve/api.h"
#include "serve/lake_reply.h"
#include "serve/media_type.h"
#include "serve/people_api.h"
#include "telemetry/schema_yaml.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kYaml = "application/yaml";
// The rest is what people and curl call it.
constexpr std::array<std::string_view, 7> kYamlTypes = {"",
                                                        kYaml,
                                                        "application/x-yaml",
                                                        "text/yaml",
                                                        "text/x-yaml",
                                                        "text/plain",
                                                        "application/x-www-form-urlencoded"};

Json json_of(const Field& field) {
  Json json = Json::object({{"name", field.name},
                            {"column", field.lake_name()},
                            {"role", name_of(field.role)},
                            {"type", name_of(field.type)},
                            {"unit", text_or_null(field.unit)},
                            {"required", field.is_required}});
  json.add("min", field.least ? Json(*field.least) : Json());
  json.add("max", field.most ? Json(*field.most) : Json());
  if (!field.allowed.empty()) {
    Json::Array allowed;
    for (const std::string& word : field.allowed) allowed.emplace_back(word);
    json.add("allowed", std::move(allowed));
  }
  if (field.role == FieldRole::kSignal) json.add("judge", name_of(field.judge));
  return json;
}

Json json_of(const Catalog& catalog, const Catalog::KnownSchema& known) {
  const Schema& schema = *known.schema;
  Json::Array fields;
  for (const Field& field : schema.fields) fields.push_back(json_of(field));
  return Json::object({{"name", schema.name},
                       {"version", schema.version},
                       {"default", schema.name == catalog.epoch().begun.schema},
                       {"device", schema.device.name},
                       {"time", schema.time.name},
                       {"fields", std::move(fields)}});
}

bool wants_yaml(const HttpHead& head) {
  const auto types = media_types_of(head.field("accept").value_or(""));
  return std::find(types.begin(), types.end(), kYaml) != types.end();
}

HttpReply created(int status, const Schema& schema) {
  HttpReply reply;
  reply.status = status;
  reply.body = Json::object({{"name", schema.name}, {"version", schema.version}}).dump() + "\n";
  if (status == 201) reply.fields.emplace_back("Location", "/v1/schemas/" + schema.name);
  return reply;
}

// A schema that does not fit those there are contradicts them; that it is a schema is known.
HttpReply problem_of_adding(const Status& status) {
  return status.code() == Code::kInvalid ? problem(409, status.message()) : problem_of(status);
}

}  // namespace

void get_schemas(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    TRY(Parameters(asked.call.head(), {}).status());
    Json::Array schemas;
    for (const Catalog::KnownSchema& known : asked.catalog().schemas())
      schemas.push_back(json_of(asked.catalog(), known));
    return asked.reply(Json::object({{"schemas", std::move(schemas)}}));
  });
}

void get_schema(Api& api, Call call) {
  answer_from_lake(api, std::move(call), [](const LakeQuestion& asked) -> Result<HttpReply> {
    Parameters parameters(asked.call.head(), {"version"});
    const std::string name(asked.call.part("name"));
    const uint64_t version = parameters.number("version", {0, 1, 0xffffffff});
    TRY(parameters.status());
    const Catalog::KnownSchema* known =
        version == 0 ? asked.catalog().newest_schema(name)
                     : asked.catalog().schema(name, static_cast<uint32_t>(version));
    if (known == nullptr)
      return Status::not_found("the lake has no such schema: GET /v1/schemas lists all: name=" +
                               name);
    if (wants_yaml(asked.call.head())) {
      HttpReply reply = asked.reply(known->yaml);
      reply.type = kYaml;
      return reply;
    }
    Json json = json_of(asked.catalog(), *known);
    json.add("yaml", known->yaml);
    return asked.reply(json);
  });
}

void post_schema(Api&, Call call) {
  const std::string_view type = bare_media_type(call.head().field("content-type").value_or(""));
  if (std::find(kYamlTypes.begin(), kYamlTypes.end(), type) == kYamlTypes.end())
    return call.reply(problem(415, "the content type is not known: send application/yaml"));
  std::string yaml = call.exchange->take_body();
  if (!is_utf8(yaml)) return call.reply(problem(400, "the schema is no UTF-8"));
  Result<Schema> schema = parse_schema(yaml, "schema");
  if (!schema.ok()) return call.reply(problem(400, schema.status().message()));
  const LakeBoard::Now now = call.tenant->board.now();
  const Catalog::KnownSchema* known = now.catalog->schema(schema->name, schema->version);
  if (known != nullptr && known->yaml == yaml) return call.reply(created(200, *schema));
  LakeControl& control = call.tenant->control;
  control.add_schema(std::move(yaml), [call, schema = std::move(schema)](const Status& outcome) {
    if (!outcome.ok()) return call.reply(problem_of_adding(outcome));
    const std::string version = fmt::format("version {}", schema.value().version);
    note_act(call, {"schema_added", schema.value().name, version});
    call.reply(created(201, schema.value()));
  });
}

}  // namespace telltale::serve
