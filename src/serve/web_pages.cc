#include "serve/web_pages.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "serve/body_coding.h"

namespace telltale::serve {
namespace {

constexpr std::string_view kIndex = "/index.html";
constexpr size_t kAssetBytesMax = 16 << 20;

// Scripts, styles and data of this server alone, none within the page: what somebody smuggled into
// a device's name is text, whatever a mistake in the page makes of it.
constexpr std::string_view kContentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'";

constexpr std::string_view kNoDashboard =
    "This is Telltale's server. It answers programs: GET /v1/openapi.yaml lists what can be "
    "asked.\n"
    "This build carries no dashboard; one made with `make web` does.\n";

// As in web/src/config/paths.ts.
bool is_page(std::string_view path) {
  constexpr auto kPages = std::to_array<std::string_view>({
      "/",
      "/anomalies",
      "/devices",
      "/explore",
      "/boards",
      "/quality",
      "/sql",
      "/platform",
      "/keys",
      "/users",
      "/audit",
      "/account",
  });
  return std::ranges::find(kPages, path) != kPages.end() || path.starts_with("/devices/");
}

const WebAsset* find_asset(std::span<const WebAsset> assets, std::string_view path) {
  const auto found = std::ranges::find(assets, path, &WebAsset::path);
  return found == assets.end() ? nullptr : &*found;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// Whether the client takes the coding: it names it, and not with a weight of zero (RFC 9110 section
// 12.5.3). Nobody who means `*` is kept from what it names.
bool accepts(const HttpHead& head, std::string_view coding) {
  std::string_view list = head.field("accept-encoding").value_or("");
  while (!list.empty()) {
    const std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    const size_t end = std::min(item.find(';'), item.size());
    if (lower_case(trim(item.substr(0, end))) != coding) continue;
    const std::string weight = lower_case(trim(item.substr(std::min(end + 1, item.size()))));
    return !weight.starts_with("q=0") || weight.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

// The bytes as the client takes them, and the coding's name.
struct Coded {
  std::string body;
  std::string_view coding;
};

Coded code(const HttpHead& head, const WebAsset& asset) {
  if (!asset.brotli.empty() && accepts(head, "br")) return {std::string(asset.brotli), "br"};
  if (asset.gzip.empty()) return {std::string(asset.raw), ""};
  if (accepts(head, "gzip")) return {std::string(asset.gzip), "gzip"};
  Result<std::string> plain = decode_body(std::string(asset.gzip), "gzip", kAssetBytesMax);
  if (plain.ok()) return {std::move(*plain), ""};
  return {std::string(asset.gzip), "gzip"};
}

void add_fields(const WebAsset& asset, const Coded& coded, HttpReply& reply) {
  // A name with a digest in it never means anything else; all others are asked about each time.
  const bool is_for_ever = asset.path.starts_with("/assets/");
  reply.fields.emplace_back("Cache-Control",
                            is_for_ever ? "public, max-age=31536000, immutable" : "no-cache");
  reply.fields.emplace_back("Content-Security-Policy", kContentPolicy);
  reply.fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
  reply.fields.emplace_back("Referrer-Policy", "no-referrer");
  reply.fields.emplace_back("Vary", "Accept-Encoding");
  if (!coded.coding.empty()) reply.fields.emplace_back("Content-Encoding", coded.coding);
}

HttpReply answer(const HttpHead& head, const WebAsset& asset) {
  Coded coded = code(head, asset);
  HttpReply reply;
  reply.type = asset.type;
  add_fields(asset, coded, reply);
  const std::string tag = fmt::format("\"{}{}\"", asset.digest, coded.coding);
  const std::string_view known = head.field("if-none-match").value_or("");
  reply.fields.emplace_back("ETag", tag);
  if (known == "*" || known.find(tag) != std::string_view::npos) {
    reply.status = 304;
    reply.type.clear();
    return reply;
  }
  reply.body = std::move(coded.body);
  return reply;
}

}  // namespace

std::optional<HttpReply> web_reply(const HttpHead& head, std::span<const WebAsset> assets) {
  const bool is_of_page = is_page(head.path) && (!assets.empty() || head.path == "/");
  const WebAsset* asset = find_asset(assets, is_of_page ? kIndex : std::string_view(head.path));
  if (asset == nullptr && !is_of_page) return std::nullopt;
  if (head.method != "GET" && head.method != "HEAD") {
    HttpReply refusal = problem(405, fmt::format("{} is not for this path", head.method));
    refusal.fields.emplace_back("Allow", "GET, HEAD");
    return refusal;
  }
  if (asset == nullptr) return HttpReply{200, "text/plain", std::string(kNoDashboard), {}};
  return answer(head, *asset);
}

}  // namespace telltale::serve
