#include <array>

#include "serve/health_api.h"
#include "serve/keys_api.h"
#include "serve/readings_api.h"
#include "serve/route.h"
#include "serve/thingsboard_api.h"
#include "telemetry/limits.h"

namespace telltale::serve {
namespace {

constexpr auto kServer = Route::Of::kServer;
constexpr auto kLake = Route::Of::kLake;

constexpr std::array kRoutes = {
    Route{"GET", "/livez", Scope::kPublic, kServer, get_livez},
    Route{"GET", "/readyz", Scope::kPublic, kServer, get_readyz},
    Route{"POST", "/v1/readings", Scope::kIngest, kLake, post_readings, kRecordBytesMax,
          refuse_readings},
    Route{"POST", "/v1/setup", Scope::kPublic, kServer, post_setup, kKeyBodyBytesMax},
    Route{"POST", "/v1/keys", Scope::kAdmin, kLake, post_keys, kKeyBodyBytesMax},
    Route{"GET", "/v1/keys", Scope::kAdmin, kLake, get_keys},
    Route{"GET", "/v1/keys/{id}", Scope::kAdmin, kLake, get_key},
    Route{"DELETE", "/v1/keys/{id}", Scope::kAdmin, kLake, delete_key},
    Route{"POST", "/api/v1/{key}/telemetry", Scope::kIngest, kLake, post_thingsboard_telemetry,
          kRecordBytesMax, refuse_readings},
    Route{"POST", "/api/v1/{key}/gateway/telemetry", Scope::kIngest, kLake,
          post_thingsboard_gateway, kRecordBytesMax, refuse_readings},
    Route{"POST", "/api/v1/{key}/attributes", Scope::kIngest, kLake, post_thingsboard_attributes,
          kRecordBytesMax, refuse_readings},
};

}  // namespace

std::span<const Route> all_routes() {
  return kRoutes;
}

}  // namespace telltale::serve
