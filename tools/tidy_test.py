#!/usr/bin/env python3
"""Tests of tidy: every rule finds what is planted, and lets pass what it should."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
import tidy  # noqa: E402
from tidy_rules import calls, layers, sizes, texts, words  # noqa: E402
from tidy_rules.cpp import CppFile, Function  # noqa: E402
from tidy_rules.tree import Tree  # noqa: E402

LAYERS = "# comment\nbase        -      nothing\nrefine      base   it is refined\n"
LAYERS += "detect      base   it is judged\nstore       base   it is kept\n"
HEADER = "// A thing.\n#pragma once\n"


def tree_of(files: dict[str, str | bytes]) -> Tree:
    files = {"src/layers.txt": LAYERS, **files}
    return Tree({p: c.encode() if isinstance(c, str) else c for p, c in files.items()})


class RuleTest(unittest.TestCase):
    """Compares `path:line what` of one rule's findings."""

    rule = staticmethod(lambda tree: [])

    def found(self, files: dict[str, str | bytes]) -> list[str]:
        return [f"{f.path}:{f.line} {f.what}" for f in sorted(self.rule(tree_of(files)))]

    def assert_clean(self, path: str, text: str) -> None:
        self.assertEqual(self.found({path: text}), [])

    def assert_finds(self, path: str, text: str, *expected: str) -> None:
        """Each expected: `line what`."""
        self.assertEqual(self.found({path: text}), [f"{path}:{line}" for line in expected])


class LayersTest(RuleTest):
    rule = staticmethod(layers.check_layers)

    def test_a_module_may_include_itself_and_what_its_line_names(self):
        self.assert_clean("src/store/a.cc", '#include "store/b.h"\n#include "base/c.h"\n')

    def test_a_module_that_the_line_does_not_name_is_found(self):
        text = '#include "base/c.h"\n#include "store/b.h"\n'
        self.assert_finds("src/refine/a.cc", text, "2 refine includes store")

    def test_a_line_that_names_a_later_module_is_found(self):
        files = {"src/layers.txt": "base   store   x\nstore   -   y\n"}
        self.assertEqual(self.found(files), ["src/layers.txt:1 base names store"])

    def test_a_folder_that_is_no_module_is_found(self):
        self.assert_finds("src/junk/a.cc", "", "1 module junk is unknown")

    def test_a_relative_include_is_found(self):
        self.assert_finds("src/base/a.cc", '#include "b.h"\n', '1 include "b.h"')

    def test_a_library_in_its_place_passes(self):
        for path, name in (
            ("src/store/parquet_read.cc", "arrow/api.h"),
            ("src/store/duckdb_calls.h", "duckdb.h"),
            ("src/refine/csv_decoder.cc", "simdjson.h"),
            ("src/base/hash.cc", "openssl/evp.h"),
            ("src/base/any.cc", "fmt/format.h"),
            ("src/base/a_test.cc", "catch2/catch.hpp"),
            ("tests/properties/laws.h", "rapidcheck.h"),
        ):
            self.assert_clean(path, f"#include <{name}>\n")

    def test_a_library_out_of_its_place_is_found(self):
        for name, library in (
            ("parquet/properties.h", "Arrow"),
            ("duckdb.h", "DuckDB"),
            ("simdjson.h", "simdjson"),
            ("yaml-cpp/yaml.h", "yaml-cpp"),
            ("nlohmann/json.hpp", "nlohmann-json"),
            ("openssl/evp.h", "OpenSSL"),
            ("xxhash.h", "xxHash"),
            ("zlib.h", "zlib"),
            ("CLI/CLI.hpp", "CLI11"),
            ("catch2/catch.hpp", "Catch2"),
            ("rapidcheck.h", "RapidCheck"),
        ):
            self.assert_finds("src/base/a.cc", f"#include <{name}>\n", f"1 includes {library}")

    def test_a_library_in_a_header_is_found(self):
        text = "#include <fmt/format.h>\n"
        self.assert_finds("src/base/a.h", text, "1 a header includes fmt")

    def test_a_header_that_only_tests_include_is_a_test(self):
        header = '#include <catch2/catch.hpp>\n'
        files = {"src/base/a.h": header, "src/base/b_test.cc": '#include "base/a.h"\n'}
        self.assertEqual(self.found(files), [])
        files["src/base/c.cc"] = '#include "base/a.h"\n'
        self.assertEqual(self.found(files), ["src/base/a.h:1 a header includes Catch2"])

    def test_only_tests_include_the_header_of_tests(self):
        self.assert_clean("src/base/a_test.cc", '#include "tests/catch.h"\n')
        text = '#include "tests/catch.h"\n'
        self.assert_finds("src/base/a.cc", text, '1 include "tests/catch.h"')

    def test_an_unknown_library_is_found(self):
        text = "#include <vector>\n#include <sys/stat.h>\n#include <poco/net.h>\n"
        self.assert_finds("src/base/a.cc", text, "3 unknown header <poco/net.h>")

    def test_an_include_in_a_comment_is_none(self):
        self.assert_clean("src/refine/a.cc", '// #include "store/b.h"\n')


class HeadersTest(RuleTest):
    rule = staticmethod(layers.check_headers)

    def test_a_used_header_passes(self):
        files = {"src/base/a.h": HEADER, "src/store/b.cc": '#include "base/a.h"\n'}
        self.assertEqual(self.found(files), [])

    def test_a_header_for_its_own_file_only_is_found(self):
        files = {"src/base/a.h": HEADER, "src/base/a.cc": '#include "base/a.h"\n'}
        files["src/base/a_test.cc"] = files["src/base/a.cc"]
        self.assertEqual(self.found(files), ["src/base/a.h:1 nobody includes it"])

    def test_a_missing_guard_and_comment_are_found(self):
        files = {"src/base/a.h": "int x;\n", "src/base/b.cc": '#include "base/a.h"\n'}
        expected = ["src/base/a.h:1 no include guard", "src/base/a.h:1 no opening comment"]
        self.assertEqual(self.found(files), expected)


class CallsTest(RuleTest):
    rule = staticmethod(calls.check_calls)

    def test_what_only_a_verdict_depends_on_is_allowed_in_tests(self):
        text = "x = std::log10(std::stod(y));\n"
        self.assert_clean("src/detect/a_test.cc", text)
        expected = ("1 log10 is banned", "1 stod is banned")
        self.assert_finds("src/detect/a.cc", text, *expected)

    def test_a_lambda_of_that_name_is_another_function(self):
        text = "const auto time = [](int a) { return a; };\nint b = time(1);\n"
        self.assert_clean("src/base/a.cc", text)
        self.assert_finds("src/base/a.cc", text + "x = std::time(1);\n", "3 time is banned")

    def test_every_ban_is_found_where_it_holds_and_allowed_where_it_may(self):
        for ban in calls.BANS:
            path = "src/detect/a.cc" if "src/detect/*" in ban.only else "src/base/a.cc"
            for name in ban.names.split():
                self.assert_finds(path, f"x = {name}(1);\n", f"1 {name} is banned")
                self.assert_finds(path, f"\nx = std::{name}(1);\n", f"2 {name} is banned")
                for place in ban.allowed:
                    self.assert_clean(place.replace("*", "a.cc"), f"x = {name}(1);\n")

    def test_math_is_banned_in_the_kernels_only(self):
        self.assert_clean("src/base/math.cc", "y = std::exp(x);\n")
        self.assert_clean("src/detect/a.cc", "y = math::exp(x) + std::sqrt(x);\n")
        self.assert_finds("src/refine/a.cc", "return log(x);\n", "1 log is banned")

    def test_members_declarations_comments_and_strings_pass(self):
        text = 'double exp(double x);\ny = a.log(1) + b->pow(2);  // std::exp(1)\ns = "exp(1)";\n'
        self.assert_clean("src/detect/a.cc", text)

    def test_a_call_in_a_macro_is_found(self):
        text = "#define READ(x) \\\n  atoi(x)\n"
        self.assert_finds("src/base/a.cc", text, "2 atoi is banned")

    def test_a_sleep_in_a_test_is_found(self):
        text = "std::this_thread::sleep_for(1ms);\n"
        self.assert_finds("tests/properties/a.cc", text, "1 sleep_for is banned")


class PurityTest(RuleTest):
    rule = staticmethod(calls.check_purity)

    def test_includes_that_a_pure_module_does_without_are_found(self):
        for name in ("thread", "mutex", "fstream", "iostream", "atomic", "unistd.h", "sys/stat.h"):
            found = self.found({"src/refine/a.cc": f"#include <{name}>\n"})
            self.assertEqual(len(found), 1, name)
            self.assert_clean("src/store/a.cc", f"#include <{name}>\n")
            self.assert_clean("src/refine/a_test.cc", f"#include <{name}>\n")

    def test_a_clock_in_a_pure_module_is_found(self):
        text = "auto now = std::chrono::system_clock::now();\n"
        self.assert_finds("src/detect/a.cc", text, "1 system_clock brings a clock")


class SizesTest(RuleTest):
    rule = staticmethod(sizes.check_sizes)

    def test_at_the_limits_nothing_is_found(self):
        text = "void f(int a, int b, int c, int d) {\n" + "\n" * 68 + "}"
        self.assert_clean("src/base/a.cc", text)
        self.assert_clean("src/base/a.cc", "\n" * 500)
        self.assert_clean("src/base/a.h", "\n" * 200)
        self.assert_clean("src/base/a.cc", "x" * 100)

    def test_over_the_limits_each_is_found(self):
        text = "\nvoid A::f() {\n" + "\n" * 69 + "}\n"
        self.assert_finds("src/base/a.cc", text, "2 A::f has 71 lines")
        self.assert_finds("src/base/a.cc", "\n" * 501, "1 501 lines")
        self.assert_finds("src/base/a.h", "\n" * 201, "1 201 lines")
        text = "x\n" + "x" * 101 + "\n"
        self.assert_finds("src/base/a.cc", text, "2 1 lines are too long, the first here")
        text = "void f(int a, std::map<int, int> b, int c = g(1, 2), int d, int e);\n"
        self.assert_finds("src/base/a.h", text, "1 f has 5 parameters")

    def test_scripts_are_measured_too(self):
        text = "def f(self, a, b, c, d, e):\n" + "    pass\n" * 70
        expected = ("1 f has 5 parameters", "1 f has 71 lines")
        self.assert_finds("tools/a.py", text, *expected)
        text = "#!/usr/bin/env bash\nf() {\n" + "  true\n" * 69 + "}\n"
        self.assert_finds("tools/a", text, "2 f has 71 lines")

    def test_the_ratchet_allows_its_number_and_no_more(self):
        ratchet = "5 parameters src/base/a.h f\n"
        five, six = "void f(int, int, int, int, int);\n", "void f(int, int, int, int, int, int);\n"
        self.assertEqual(self.found({sizes.RATCHET: ratchet, "src/base/a.h": five}), [])
        found = self.found({sizes.RATCHET: ratchet, "src/base/a.h": six})
        self.assertEqual(found, ["src/base/a.h:1 f has 6 parameters (it was allowed 5)"])

    def test_a_ratchet_that_is_too_loose_is_found(self):
        ratchet = "# comment\n6 parameters src/base/a.h f\n502 file src/base/gone.cc -\n"
        files = {sizes.RATCHET: ratchet, "src/base/a.h": "void f(int, int, int, int, int);\n"}
        expected = [
            f"{sizes.RATCHET}:2 parameters src/base/a.h f is smaller than 6",
            f"{sizes.RATCHET}:3 file src/base/gone.cc - is smaller than 502",
        ]
        self.assertEqual(self.found(files), expected)

    def test_the_ratchet_only_shrinks(self):
        five = "void f(int, int, int, int, int);\nvoid g(int, int, int, int, int);\n"
        first = sizes.shrink_ratchet(tree_of({"src/base/a.h": five}))
        expected = "5 parameters src/base/a.h f\n5 parameters src/base/a.h g\n"
        self.assertEqual(first.removeprefix(sizes.RATCHET_HEADER), expected)
        changed = "void f(int, int, int, int, int, int);\nvoid h(int, int, int, int, int);\n"
        then = sizes.shrink_ratchet(tree_of({"src/base/a.h": changed, sizes.RATCHET: first}))
        expected = "5 parameters src/base/a.h f\n"
        self.assertEqual(then.removeprefix(sizes.RATCHET_HEADER), expected)


class OutlineTest(unittest.TestCase):
    def functions(self, text: str) -> list[tuple[str, int, int, int]]:
        found: list[Function] = CppFile(text).outline.functions
        return [(f.name, f.line, f.parameters, f.lines) for f in found]

    def test_constructors_with_initializers(self):
        text = "class A {\n public:\n  A(int x, int y)\n"
        text += "      : x_{x}, y_(y), z_{1, 2} {\n    go();\n"
        text += "  }\n  ~A() = default;\n private:\n  int x_{3};\n};\n"
        self.assertEqual(self.functions(text), [("A", 3, 2, 4), ("~A", 7, 0, 0)])

    def test_templates_operators_attributes_and_trailing_types(self):
        text = "template <class T, int N>\n"
        text += "[[nodiscard]] auto f(T a) -> std::vector<T> { return {}; }\n"
        text += "bool operator==(const A& a, const A& b);\nint operator()(int a);\n"
        text += "Status B::read(std::span<const int> a) const noexcept {\n}\n"
        expected = [("f", 1, 1, 2), ("operator==", 3, 2, 0), ("operator()", 4, 1, 0)]
        self.assertEqual(self.functions(text), [*expected, ("B::read", 5, 1, 2)])

    def test_what_is_no_function(self):
        text = "namespace a::b {\nconstexpr int kX[] = {f(1, 2), 3};\n"
        text += "enum class E : int { kA, kB };\n"
        text += "struct alignas(64) S final : Base {\n  std::function<int(int, int)> call;\n};\n"
        text += 'using F = void(int);\nextern "C" {\nvoid g();\n}\n}  // namespace\n'
        self.assertEqual(self.functions(text), [("g", 9, 0, 0)])

    def test_strings_comments_and_raw_strings_do_not_confuse(self):
        text = 'void f() {\n  auto a = R"x({{{ " )x";\n'
        text += "  char c = '{';  // {\n  int n = 1'000;\n}\n"
        text += 'TEST_CASE("a { sentence") {\n}\nvoid g() {}\n'
        expected = [("f", 1, 0, 5), ('TEST_CASE("a { sentence")', 6, 1, 2), ("g", 8, 0, 1)]
        self.assertEqual(self.functions(text), expected)


class WordsTest(RuleTest):
    rule = staticmethod(words.check_comments)

    def test_left_open_is_found_in_every_kind_of_text(self):
        self.assert_finds("src/base/a.cc", "x;\n// TODO: y\n", "2 TODO left open")
        self.assert_finds("a.md", "# A\nFIXME\n", "2 FIXME left open")
        self.assert_finds("tools/a.py", "x = 1  # XXX\n", "1 XXX left open")
        self.assert_finds("a.yaml", "a: 1  # TODO\n", "1 TODO left open")

    def test_history_is_found(self):
        for phrase in ("We now do", "previously", "it no longer does", "issue #12", "in a session"):
            found = self.found({"src/base/a.cc": f"// It: {phrase}.\n"})
            self.assertEqual(len(found), 1, phrase)
        self.assert_clean("src/base/a.cc", '// Is no longer than that.\nx = "previously";\n')

    def test_a_comment_like_a_commit_message_is_found(self):
        self.assert_finds("src/base/a.cc", "// Added a check\n", "1 a comment opens with 'Added'")
        self.assert_finds("tools/a.py", "# Fix it\n", "1 a comment opens with 'Fix'")
        self.assert_clean("src/base/a.cc", "// Adds a row.\nx;\n// Fixed point numbers.\n")


class NamesTest(RuleTest):
    rule = staticmethod(words.check_names)

    def test_empty_names_are_found(self):
        self.assert_finds("src/base/string_utils.cc", "", "1 'utils' in a file's name")
        expected = "1 'Manager' in the name JobManager"
        self.assert_finds("src/base/a.h", "class JobManager {};", expected)
        self.assert_finds("tools/a.py", "class Helper:\n", "1 'Helper' in the name Helper")

    def test_other_names_pass(self):
        self.assert_clean("src/base/commonplace.h", "struct Utility { int helper_count; };\n")


class PlacesTest(RuleTest):
    rule = staticmethod(texts.check_places)

    def test_registry_hosts_are_found_in_any_file(self):
        for host in ("pypi" + ".org", "registry." + "npmjs" + ".org", "deb" + ".debian.org"):
            found = self.found({"Makefile": f"x:\n\tget {host}\n"})
            self.assertEqual(found, [f"Makefile:2 names the registry {found[0].split()[-1]}"])

    def test_paths_of_one_machine_are_found(self):
        self.assert_finds("a.md", "cd /wor" + "k/main\n", "1 names /wor" + "k/m...")
        self.assert_clean("a.md", "see src/work/main\n")


class BlobsTest(RuleTest):
    rule = staticmethod(texts.check_blobs)

    def test_a_large_file_is_found(self):
        self.assertEqual(self.found({"a.bin": b"\0" * (1 << 20)}), [])
        found = self.found({"a.bin": b"\0" * ((1 << 20) + 1)})
        self.assertEqual(found, ["a.bin:1 1048577 bytes"])


class MarkdownTest(RuleTest):
    rule = staticmethod(texts.check_markdown)

    def test_one_title_and_live_links_pass(self):
        text = "# A\n[b](docs/b.md#two-words) [c](https://x.y) [d](docs) [e](#part)\n## Part\n"
        text += "```\n# no title\n[dead](code.md)\n```\n`[dead](code.md)`\n"
        self.assertEqual(self.found({"a.md": text, "docs/b.md": "# B\n## Two words\n"}), [])

    def test_titles_are_counted(self):
        self.assert_finds("a.md", "# A\n# B\n", "2 2 titles")
        self.assert_finds("a.md", "text\n", "1 0 titles")

    def test_dead_links_are_found(self):
        files = {"docs/a.md": "# A\n[b](b.md)\n[c](../c.md#gone)\n", "c.md": "# C\n"}
        expected = ["docs/a.md:2 dead link b.md", "docs/a.md:3 dead link ../c.md#gone"]
        self.assertEqual(self.found(files), expected)


class ToolsIndexTest(RuleTest):
    rule = staticmethod(texts.check_tools_index)

    def test_a_tool_without_a_line_is_found(self):
        files = {"tools/README.md": "# Tools\n`a` and `b/`\n"}
        files |= {"tools/a": "", "tools/b/c.txt": "", "tools/d.py": ""}
        self.assertEqual(self.found(files), ["tools/README.md:1 `d.py` is missing"])


class WholeTest(unittest.TestCase):
    def test_every_rule_is_run(self):
        classes = RuleTest.__subclasses__()
        self.assertEqual({c.rule for c in classes}, set(tidy.RULES))

    def test_a_folder_is_read_with_its_new_files_and_without_ignored_ones(self):
        with tempfile.TemporaryDirectory() as name:
            top = Path(name)
            subprocess.run(["git", "init", "--quiet", name], check=True)
            (top / ".gitignore").write_text("build/\n")
            (top / "build").mkdir()
            (top / "build" / "x.cc").write_text("")
            (top / "new.cc").write_text("")
            self.assertEqual(list(Tree.of_folder(top).files), [".gitignore", "new.cc"])


if __name__ == "__main__":
    unittest.main()
