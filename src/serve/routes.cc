#include <array>

#include "serve/account_api.h"
#include "serve/anomalies_api.h"
#include "serve/books_api.h"
#include "serve/catalog_api.h"
#include "serve/contract_api.h"
#include "serve/devices_api.h"
#include "serve/feedback_api.h"
#include "serve/fleet_api.h"
#include "serve/health_api.h"
#include "serve/keys_api.h"
#include "serve/live_api.h"
#include "serve/metrics_api.h"
#include "serve/query_api.h"
#include "serve/readings_api.h"
#include "serve/records_api.h"
#include "serve/redrive_api.h"
#include "serve/route.h"
#include "serve/schemas_api.h"
#include "serve/session_api.h"
#include "serve/setup_api.h"
#include "serve/thingsboard_api.h"
#include "serve/users_api.h"
#include "telemetry/limits.h"

namespace telltale::serve {
namespace {

constexpr auto kServer = Route::Of::kServer;
constexpr auto kLake = Route::Of::kLake;
constexpr auto kAccess = Route::Of::kAccess;
constexpr bool kBringsRecords = true;

constexpr std::array kRoutes = {
    Route{"GET", "/livez", Scope::kPublic, kServer, get_livez},
    Route{"GET", "/readyz", Scope::kPublic, kServer, get_readyz},
    Route{"GET", "/readyz/{function}", Scope::kPublic, kServer, get_readyz_of},
    Route{"GET", "/startupz", Scope::kPublic, kServer, get_startupz},
    Route{"GET", "/v1/openapi.yaml", Scope::kPublic, kServer, get_contract},
    Route{"GET", "/metrics", Scope::kRead, kServer, get_metrics},
    Route{"GET", "/v1/status", Scope::kRead, kServer, get_status},
    Route{"GET", "/v1/live", Scope::kRead, kLake, get_live},
    Route{"POST", "/v1/live", Scope::kRead, kLake, post_live, kLiveBodyBytesMax},
    Route{"POST", "/v1/readings", Scope::kIngest, kLake, post_readings, kRecordBytesMax,
          kBringsRecords},
    Route{"POST", "/v1/setup", Scope::kPublic, kServer, post_setup, kPeopleBodyBytesMax},
    Route{"POST", "/v1/session", Scope::kPublic, kServer, post_session, kPeopleBodyBytesMax},
    Route{"GET", "/v1/session", Scope::kAny, kAccess, get_session},
    Route{"DELETE", "/v1/session", Scope::kAny, kAccess, delete_session},
    Route{"POST", "/v1/session/password", Scope::kAny, kAccess, post_password, kPeopleBodyBytesMax},
    Route{"POST", "/v1/session/two-factor", Scope::kAny, kAccess, post_second_factor,
          kPeopleBodyBytesMax},
    Route{"POST", "/v1/session/two-factor/confirm", Scope::kAny, kAccess, post_second_factor_code,
          kPeopleBodyBytesMax},
    Route{"GET", "/v1/sessions", Scope::kAny, kAccess, get_sessions},
    Route{"DELETE", "/v1/sessions/{id}", Scope::kAny, kAccess, delete_session_of_id},
    Route{"GET", "/v1/users", Scope::kAdmin, kAccess, get_users},
    Route{"POST", "/v1/users", Scope::kAdmin, kAccess, post_users, kPeopleBodyBytesMax},
    Route{"POST", "/v1/users/{name}", Scope::kAdmin, kAccess, post_user, kPeopleBodyBytesMax},
    Route{"DELETE", "/v1/users/{name}", Scope::kAdmin, kAccess, delete_user},
    Route{"DELETE", "/v1/users/{name}/two-factor", Scope::kAdmin, kAccess, delete_second_factor},
    Route{"GET", "/v1/audit", Scope::kAdmin, kAccess, get_audit},
    Route{"POST", "/v1/keys", Scope::kAdmin, kLake, post_keys, kKeyBodyBytesMax},
    Route{"GET", "/v1/keys", Scope::kAdmin, kLake, get_keys},
    Route{"GET", "/v1/keys/{id}", Scope::kAdmin, kLake, get_key},
    Route{"DELETE", "/v1/keys/{id}", Scope::kAdmin, kLake, delete_key},
    Route{"POST", "/api/v1/{key}/telemetry", Scope::kIngest, kLake, post_thingsboard_telemetry,
          kRecordBytesMax, kBringsRecords},
    Route{"POST", "/api/v1/{key}/gateway/telemetry", Scope::kIngest, kLake,
          post_thingsboard_gateway, kRecordBytesMax, kBringsRecords},
    Route{"POST", "/api/v1/{key}/attributes", Scope::kIngest, kLake, post_thingsboard_attributes,
          kRecordBytesMax, kBringsRecords},
    Route{"POST", "/v1/query", Scope::kRead, kLake, post_query, kQueryBytesMax},
    Route{"GET", "/v1/books", Scope::kRead, kLake, get_books},
    Route{"GET", "/v1/receipts/{receipt}", Scope::kRead, kLake, get_receipt},
    Route{"GET", "/v1/where-is", Scope::kRead, kLake, get_where_is},
    Route{"GET", "/v1/rejects", Scope::kRead, kLake, get_rejects},
    Route{"POST", "/v1/redrive", Scope::kAdmin, kLake, post_redrive, kQueryBytesMax},
    Route{"GET", "/v1/anomalies", Scope::kRead, kLake, get_anomalies},
    Route{"POST", "/v1/anomalies/{id}/feedback", Scope::kOperate, kLake, post_feedback,
          kFeedbackBodyBytesMax},
    Route{"GET", "/v1/devices", Scope::kRead, kLake, get_devices},
    Route{"GET", "/v1/devices/{id}", Scope::kRead, kLake, get_device},
    Route{"GET", "/v1/devices/{id}/series", Scope::kRead, kLake, get_series},
    Route{"GET", "/v1/fleet", Scope::kRead, kLake, get_fleet},
    Route{"GET", "/v1/map", Scope::kRead, kLake, get_map},
    Route{"GET", "/v1/series", Scope::kRead, kLake, get_series},
    Route{"GET", "/v1/schemas", Scope::kRead, kLake, get_schemas},
    Route{"POST", "/v1/schemas", Scope::kAdmin, kLake, post_schema, kSchemaBytesMax},
    Route{"GET", "/v1/schemas/{name}", Scope::kRead, kLake, get_schema},
    Route{"GET", "/v1/catalog", Scope::kRead, kLake, get_catalog},
};

}  // namespace

std::span<const Route> all_routes() {
  return kRoutes;
}

}  // namespace telltale::serve
