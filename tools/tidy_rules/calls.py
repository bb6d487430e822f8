"""Calls and names that this repository does not use, each with what to use instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch

from tidy_rules.cpp import Token
from tidy_rules.tree import Finding, SourceFile, Tree

PURE_MODULES = {"refine", "detect", "learn", "telemetry"}
# Before a name, these leave it a call; any other name before it makes it a declaration.
STATEMENT_WORDS = {"return", "else", "do", "case", "co_return", "co_yield", "throw", "and", "or"}


@dataclass(frozen=True)
class Ban:
    names: str  # separated by spaces
    todo: str
    allowed: tuple[str, ...] = ()  # files that may
    only: tuple[str, ...] = ("src/*",)  # files it is about
    is_call: bool = True  # only where a parenthesis follows
    in_tests: bool = True  # also where nothing but a test's verdict depends on it


BANS = (
    Ban(
        "stod stof stold stoi stol stoll stoul stoull atoi atof atol atoll "
        "strtod strtof strtold strtol strtoll strtoul strtoull sscanf",
        "use std::from_chars: it has no locale, throws nothing and says where it stopped",
        in_tests=False,
    ),
    Ban("sprintf snprintf vsprintf vsnprintf", "use fmt::format_to_n or fmt::format"),
    Ban("strcpy strncpy strcat strncat gets strtok", "use std::string and std::string_view"),
    Ban(
        "printf fprintf puts fputs putchar perror",
        "results go through app/output.h, facts through events",
        allowed=("src/app/*", "src/base/check.cc"),
    ),
    Ban(
        "cout cerr clog endl",
        "results go through app/output.h, facts through events",
        is_call=False,
    ),
    Ban("regex basic_regex", "write a small parser: std::regex recurses", is_call=False),
    Ban("assert", "use CHECK of base/check.h: it is on in every build"),
    Ban(
        "rand srand random drand48 shuffle random_shuffle",
        "use base/random.h: its numbers follow from a seed on every machine",
        allowed=("src/base/random.cc",),
    ),
    Ban(
        "random_device mt19937 mt19937_64 default_random_engine uniform_int_distribution "
        "uniform_real_distribution normal_distribution bernoulli_distribution",
        "use base/random.h: its numbers follow from a seed on every machine",
        allowed=("src/base/random.cc",),
        is_call=False,
    ),
    Ban(
        "steady_clock high_resolution_clock",
        "take a Clock (base/clock.h) as a parameter, so that a test can be midnight",
        # What is shown while one waits; the timers of Asio.
        allowed=("src/base/clock.cc", "src/app/progress.*", "src/serve/http_connection.cc"),
        is_call=False,
    ),
    Ban(
        "time gettimeofday clock_gettime localtime gmtime localtime_r gmtime_r mktime strftime",
        "take a Clock (base/clock.h); calendars are in base/instant.h",
        allowed=("src/base/clock.cc", "src/base/cpu_meter.cc", "src/base/instant.cc"),
    ),
    Ban(
        "sleep usleep nanosleep sleep_for sleep_until",
        "wait on a condition or through the Clock: a sleep is a guess",
        allowed=("src/base/clock.cc",),
        only=("src/*", "tests/*.cc", "tests/*.h"),
    ),
    Ban(
        "getenv secure_getenv setenv putenv",
        "make it an option (app/options.h)",
        # The last speaks a protocol that begins with variables.
        allowed=("src/app/options.cc", "src/app/main.cc", "src/app/service_notifier.cc"),
    ),
    Ban(
        "fopen freopen tmpfile opendir",
        "files go through Env (base/env.h), so that a test can hold a failing disk",
        allowed=("src/base/env.cc", "src/app/output.cc"),
    ),
    Ban(
        "ifstream ofstream fstream filesystem",
        "files go through Env (base/env.h), so that a test can hold a failing disk",
        # The command line makes paths absolute and touches no file; SQLite's files are its own.
        allowed=("src/base/env.cc", "src/app/command_set.cc", "src/serve/key_ring_test.cc",
                 "tests/temporary_folder.h"),
        is_call=False,
    ),
    Ban("exit _exit quick_exit", "return a Status to main", allowed=("src/app/main.cc",)),
    Ban("abort terminate", "use CHECK of base/check.h", allowed=("src/base/check.cc",)),
    Ban("system popen", "start a program by its path and arguments, without a shell"),
    Ban("throw", "return a Status or Result (base/result.h)", is_call=False),
    Ban("goto setjmp longjmp", "use a function", is_call=False),
    Ban("volatile", "use std::atomic", is_call=False, in_tests=False),
    Ban("NULL", "use nullptr", is_call=False),
    Ban("typedef", "use `using`", is_call=False),
    Ban("bind", "use a lambda"),
    Ban(
        "exp exp2 expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh tanh "
        "erf erfc lgamma tgamma cbrt hypot",
        "use base/math.h: a library's own function differs from one machine to the next",
        only=("src/detect/*", "src/refine/*", "src/learn/*"),
        in_tests=False,
    ),
)

PURE_INCLUDES = {
    **dict.fromkeys(("thread", "mutex", "shared_mutex", "condition_variable", "future"), "threads"),
    **dict.fromkeys(("atomic", "semaphore", "latch", "barrier", "stop_token"), "threads"),
    **dict.fromkeys(("fstream", "filesystem", "cstdio"), "files"),
    **dict.fromkeys(("iostream", "ostream", "istream", "sstream"), "printing"),
    **dict.fromkeys(("ctime", "csignal", "unistd.h", "fcntl.h", "poll.h"), "the system"),
}
PURE_NAMES = {
    **dict.fromkeys(("thread", "jthread", "async", "mutex", "thread_local"), "threads"),
    **dict.fromkeys(("system_clock", "steady_clock", "high_resolution_clock"), "a clock"),
    **dict.fromkeys(("posix_env", "socket", "fwrite", "fread"), "files or sockets"),
}


def check_calls(tree: Tree) -> Iterator[Finding]:
    for file in tree:
        if not file.is_cpp:
            continue
        bans = bans_of(file, tree.is_test(file))
        tokens = file.cpp.called
        lambdas = lambdas_of(tokens)
        for i, token in enumerate(tokens):
            ban = bans.get(token.text) if token.kind == "name" else None
            is_own = token.text in lambdas and tokens[i - 1].text != "::"
            if ban and not (ban.is_call and is_own) and is_use(tokens, i, ban):
                yield Finding(file.path, token.line, f"{token.text} is banned", ban.todo)


def lambdas_of(tokens: list[Token]) -> set[str]:
    """Names that the file gives to functions of its own: `const auto time = [...`."""
    return {
        tokens[i].text
        for i in range(len(tokens) - 2)
        if tokens[i].kind == "name" and [t.text for t in tokens[i + 1 : i + 3]] == ["=", "["]
    }


def bans_of(file: SourceFile, is_test: bool) -> dict[str, Ban]:
    def matches(patterns: tuple[str, ...]) -> bool:
        return any(fnmatch(file.path, pattern) for pattern in patterns)

    applying = [
        ban
        for ban in BANS
        if matches(ban.only) and not matches(ban.allowed) and (ban.in_tests or not is_test)
    ]
    return {name: ban for ban in applying for name in ban.names.split()}


def is_use(tokens: list[Token], i: int, ban: Ban) -> bool:
    """True unless the name is a member, of another namespace, or being declared."""
    before = tokens[i - 1].text if i else ""
    if before in {".", "->"}:
        return False
    if before == "::":
        return i < 2 or tokens[i - 2].kind != "name" or is_standard(tokens[i - 2].text)
    if not ban.is_call:
        return True
    if i + 1 == len(tokens) or tokens[i + 1].text != "(":
        return False
    return not i or tokens[i - 1].kind != "name" or before in STATEMENT_WORDS


def is_standard(qualifier: str) -> bool:
    return qualifier in {"std", "chrono", "this_thread", "filesystem", "ranges"} | STATEMENT_WORDS


def check_purity(tree: Tree) -> Iterator[Finding]:
    """Pure modules know no clock, files, sockets, threads or printing."""
    for file in tree:
        if file.module not in PURE_MODULES or not file.is_cpp or tree.is_test(file):
            continue
        todo = f"src/{file.module} is pure: take it as a parameter, or do it in another module"
        for include in file.cpp.includes:
            kind = PURE_INCLUDES.get(include.name)
            kind = "the system" if include.name.startswith(("sys/", "netinet/")) else kind
            if kind:
                yield Finding(file.path, include.line, f"<{include.name}> brings {kind}", todo)
        for i, token in enumerate(file.cpp.called):
            kind = PURE_NAMES.get(token.text) if token.kind == "name" else None
            if kind and not (i and file.cpp.called[i - 1].text in {".", "->"}):
                yield Finding(file.path, token.line, f"{token.text} brings {kind}", todo)
