#include "serve/key_text.h"

#include <set>

#include "tests/catch.h"

namespace telltale::serve {

TEST_CASE("a key's text is read as it was made") {
  for (int i = 0; i < 100; ++i) {
    const KeyText key = make_key_text();
    const KeyParts parts = parse_key_text(key.text).value();
    CHECK(parts.id == key.id);
    CHECK(parts.secret.size() == 43);
    CHECK(hash_of_secret(parts.secret) == key.hash);
    CHECK(key.text.size() == 65);
  }
}

TEST_CASE("a key that was mistyped is told from one that is wrong") {
  const std::string text = make_key_text().text;
  for (size_t i = 0; i < text.size(); ++i) {
    for (const char other : {'x', 'Z', '7', '_', ' '}) {
      if (text[i] == other) continue;
      std::string mistyped = text;
      mistyped[i] = other;
      INFO(mistyped);
      CHECK(!parse_key_text(mistyped));
    }
    CHECK(!parse_key_text(text.substr(0, i)));
    CHECK(!parse_key_text(text.substr(i + 1)));
  }
  CHECK(!parse_key_text(text + "x"));
  CHECK(!parse_key_text(" " + text));
}

TEST_CASE("letters are drawn evenly and never alike") {
  std::set<std::string> seen;
  std::array<int, 256> counts{};
  for (int i = 0; i < 1'000; ++i) {
    const std::string text = random_text(62);
    CHECK(seen.insert(text).second);
    for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  }
  // 1,000 of each of 62 letters are expected, give or take 32 (one standard deviation).
  for (const char c : std::string_view("09AZaz")) {
    CHECK(counts[static_cast<unsigned char>(c)] > 750);
    CHECK(counts[static_cast<unsigned char>(c)] < 1'250);
  }
}

}  // namespace telltale::serve
