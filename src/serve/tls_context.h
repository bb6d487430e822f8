// TLS as this server speaks it: version 1.3 and nothing before, with a certificate and key from PEM
// files.
#pragma once

#include <memory>
#include <string>

#include "base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace telltale::serve {

struct TlsContextEnd {
  void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsContextEnd>;

// kInvalid: a file cannot be read or used, or the key is not the certificate's.
Result<TlsContext> make_tls_context(const std::string& certificate_file,
                                    const std::string& key_file);

// The TLS side of one connection, which owns it.
ssl_st* new_tls_stream(ssl_ctx_st& context);

}  // namespace telltale::serve
