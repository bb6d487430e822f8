#include "app/certificate.h"

#include <memory>

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace telltale {

Result<Instant> certificate_end(std::string_view pem) {
  const std::unique_ptr<BIO, int (*)(BIO*)> text(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(
      PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr), X509_free);
  if (certificate == nullptr) return Status::invalid("there is no certificate in it");
  const std::unique_ptr<ASN1_TIME, void (*)(ASN1_STRING*)> epoch(ASN1_TIME_set(nullptr, 0),
                                                                 ASN1_STRING_free);
  int days = 0;
  int seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, epoch.get(), X509_get0_notAfter(certificate.get())) != 1)
    return Status::invalid("its end is no time");
  return Instant{std::chrono::hours(24) * int64_t{days} + std::chrono::seconds(seconds)};
}

}  // namespace telltale
