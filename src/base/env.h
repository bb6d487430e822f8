// Env: every file operation of the platform, behind one seam, so that a test can hold a disk that
// fails on purpose. PosixEnv is the real one. Paths are plain strings. Methods may be called from
// any thread; a file object belongs to one thread at a time. Errors name the path and the cause.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace telltale {

// A file that only grows. Closing without sync promises nothing about durability.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  virtual Status append(std::string_view bytes) = 0;
  // Returns once everything appended is on stable storage. After an error the file is unusable:
  // the kernel may have dropped the pages, so a second sync that succeeds would prove nothing.
  virtual Status sync() = 0;
};

// A file read at any place.
class RandomFile {
 public:
  virtual ~RandomFile() = default;
  // Fills `out` from `offset`; returns how many bytes were there (fewer only at the end).
  virtual Result<size_t> read(uint64_t offset, std::span<char> out) const = 0;
  virtual uint64_t size() const = 0;
};

// A source of bytes without places: a pipe or a file read from front to back.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Fills up to `out`; 0 is the end. May wait for a sender.
  virtual Result<size_t> read(std::span<char> out) = 0;
  // Waits until read() would return at once, at most so long; whether it would.
  virtual bool is_ready_within(std::chrono::milliseconds) { return true; }
};

// Held until destroyed; the operating system drops it when the process ends.
class FileLock {
 public:
  virtual ~FileLock() = default;
  // False: somebody has seized it.
  virtual bool is_held() const = 0;
};

struct FileStat {
  uint64_t size = 0;
  bool is_folder = false;
  int64_t modified_nanos = 0;  // since 1970, by the file system's clock
};

class Env {
 public:
  virtual ~Env() = default;

  // Creates a file that must not exist (kExists).
  virtual Result<std::unique_ptr<AppendFile>> create_file(const std::string& path) = 0;
  // Opens an existing file to append after its last byte.
  virtual Result<std::unique_ptr<AppendFile>> extend_file(const std::string& path) = 0;
  virtual Result<std::unique_ptr<RandomFile>> open_file(const std::string& path) = 0;
  virtual Result<std::unique_ptr<ByteStream>> open_stream(const std::string& path) = 0;
  virtual Result<std::unique_ptr<ByteStream>> standard_input() = 0;

  // Gives the file a second name, atomically; kExists when the name is taken.
  virtual Status link_file(const std::string& path, const std::string& name) = 0;
  virtual Status remove_file(const std::string& path) = 0;
  // Cuts a file to `size` bytes and makes that durable.
  virtual Status truncate_file(const std::string& path, uint64_t size) = 0;
  // Makes the folder and its missing parents.
  virtual Status make_folders(const std::string& path) = 0;
  // Makes the names inside a folder durable.
  virtual Status sync_folder(const std::string& path) = 0;
  // Names inside a folder, sorted, without `.` and `..`.
  virtual Result<std::vector<std::string>> list_folder(const std::string& path) = 0;
  virtual Result<FileStat> stat(const std::string& path) = 0;
  // Bytes that may yet be written to the disk that holds `path`.
  virtual Result<uint64_t> free_bytes(const std::string& path) = 0;
  // A number nobody else draws and nobody can guess: for names of files.
  virtual uint64_t entropy() = 0;
  // Takes an exclusive lock on `path` (created if missing) or fails at once with kUnavailable.
  virtual Result<std::unique_ptr<FileLock>> lock_file(const std::string& path) = 0;
  // Takes the lock whoever holds it: another file takes the path's place. Who held it before is
  // not told, and finds out by FileLock::is_held.
  virtual Result<std::unique_ptr<FileLock>> seize_lock(const std::string& path) = 0;
};

// The operating system's files; one instance serves the process.
Env& posix_env();

// Reads a whole file of at most `size_max` bytes.
Result<std::string> read_file(Env& env, const std::string& path, uint64_t size_max = 1ULL << 32);

// Creates `path` with `bytes` and syncs it; the name becomes durable with its folder's sync.
Status write_new_file(Env& env, const std::string& path, std::string_view bytes);

// Makes a folder and its missing parents from the top down, each durable before the next is made.
Status make_durable_folder(Env& env, const std::string& path);

// `folder/name`, with exactly one slash between.
std::string join_path(std::string_view folder, std::string_view name);
// The part of `path` before its last slash (`.` when there is none).
std::string parent_path(std::string_view path);
// The part of `path` after its last slash.
std::string file_name(std::string_view path);

}  // namespace telltale
