#include <array>

#include "serve/health_api.h"
#include "serve/readings_api.h"
#include "serve/route.h"
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
};

}  // namespace

std::span<const Route> all_routes() {
  return kRoutes;
}

}  // namespace telltale::serve
