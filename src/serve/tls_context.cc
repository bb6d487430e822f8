#include "serve/tls_context.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

namespace telltale::serve {
namespace {

// The newest reason of the library, and forgets them all.
std::string last_reason() {
  const unsigned long code = ::ERR_peek_last_error();
  const char* reason = ::ERR_reason_error_string(code);
  ::ERR_clear_error();
  return reason == nullptr ? "no reason is known" : reason;
}

Status unusable(const char* what, const std::string& path) {
  return Status::invalid(
      fmt::format("cannot use {}: {}: give a PEM file: path={}", what, last_reason(), path));
}

// A key with a passphrase would ask for it on the terminal.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

}  // namespace

void TlsContextEnd::operator()(ssl_ctx_st* context) const {
  ::SSL_CTX_free(context);
}

Result<TlsContext> make_tls_context(const std::string& certificate_file,
                                    const std::string& key_file) {
  TlsContext context(::SSL_CTX_new(::TLS_server_method()));
  CHECK(context != nullptr);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  ::SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  if (::SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1)
    return unusable("the certificate", certificate_file);
  if (::SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1)
    return unusable("the certificate's key", key_file);
  if (::SSL_CTX_check_private_key(context.get()) != 1)
    return unusable("the certificate's key", key_file);
  return context;
}

ssl_st* new_tls_stream(ssl_ctx_st& context) {
  ssl_st* stream = ::SSL_new(&context);
  CHECK(stream != nullptr);
  return stream;
}

}  // namespace telltale::serve
