#include "serve/contract_api.h"

namespace telltale::serve {

void get_contract(Api&, Call call) {
  call.reply({200, "application/yaml", std::string(openapi_text()), {}});
}

}  // namespace telltale::serve
