// MemoryEnv: files and folders in memory, for tests: the same calls always give the same answers,
// any operation can be made to fail, and the power can be lost. It tells what is durable from what
// is not as strictly as POSIX allows: a file's bytes up to its last sync, the names inside a folder
// as of the folder's last sync. Any thread may call; a lock guards all of it.
//
// Paths are taken from one root; `a/b`, `/a/b` and `/a//b` are the same file, `..` is not
// understood.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/env.h"
#include "base/random.h"

namespace telltale {

class MemoryEnv : public Env {
 public:
  enum class Operation : uint8_t {
    kCreateFile,
    kExtendFile,
    kOpenFile,
    kOpenStream,
    kRead,  // of a file or a stream
    kAppend,
    kSyncFile,
    kLinkFile,
    kRemoveFile,
    kTruncateFile,
    kMakeFolders,
    kSyncFolder,
    kListFolder,
    kStat,
    kLockFile,
    kFreeBytes,
  };

  // Asked before every operation; an error is returned in its place. An append that fails leaves
  // the first half of its bytes behind, and a file whose append or sync failed refuses both from
  // then on. It must not call the Env.
  using Fault = std::function<Status(Operation operation, const std::string& path)>;

  MemoryEnv();
  ~MemoryEnv() override;

  void set_fault(Fault fault);
  // A fault that lets `n - 1` operations of that kind pass, fails the next with `status` and lets
  // all others pass.
  static Fault fail_nth(Operation operation, uint64_t n, Status status);
  // How many operations of that kind were asked for.
  uint64_t count_of(Operation operation) const;

  // The machine stops and starts again: what was not synced is gone, nobody holds a lock, and files
  // and streams that were open fail from then on.
  void lose_power();

  // What standard_input() gives out, once.
  void set_standard_input(std::string bytes);
  // Streams give out at most so many bytes a read, as a pipe would.
  void set_read_bytes_max(size_t bytes);

  // What free_bytes() says, of any path; files do not change it.
  void set_free_bytes(uint64_t bytes);

  // Puts a file there or replaces it, with its folders, all durable. No operation of the above.
  void put(const std::string& path, std::string bytes);
  // The bytes of a file that must be there.
  std::string bytes_of(const std::string& path) const;
  // Every file there is, as full paths, in order.
  std::vector<std::string> all_files() const;

  Result<std::unique_ptr<AppendFile>> create_file(const std::string& path) override;
  Result<std::unique_ptr<AppendFile>> extend_file(const std::string& path) override;
  Result<std::unique_ptr<RandomFile>> open_file(const std::string& path) override;
  Result<std::unique_ptr<ByteStream>> open_stream(const std::string& path) override;
  Result<std::unique_ptr<ByteStream>> standard_input() override;
  Status link_file(const std::string& path, const std::string& name) override;
  Status remove_file(const std::string& path) override;
  Status truncate_file(const std::string& path, uint64_t size) override;
  Status make_folders(const std::string& path) override;
  Status sync_folder(const std::string& path) override;
  Result<std::vector<std::string>> list_folder(const std::string& path) override;
  Result<FileStat> stat(const std::string& path) override;
  // The same numbers in every run.
  uint64_t entropy() override;
  Result<uint64_t> free_bytes(const std::string& path) override;
  Result<std::unique_ptr<FileLock>> lock_file(const std::string& path) override;
  Result<std::unique_ptr<FileLock>> seize_lock(const std::string& path) override;

 private:
  struct Node;
  using NodePtr = std::shared_ptr<Node>;
  class MemoryAppendFile;
  class MemoryRandomFile;
  class MemoryByteStream;
  class MemoryFileLock;
  // Where a path leads: the folder that holds its last name, and what bears that name (may be
  // null).
  struct Place {
    NodePtr folder;
    std::string name;
    NodePtr node;
  };

  // The methods below are called with the lock held.
  Status begin(Operation operation, const std::string& path);
  Result<Place> find(const std::string& path) const;
  // The node of a path that must be there, and be a folder or a file.
  Result<NodePtr> file_at(const std::string& path) const;
  Result<NodePtr> folder_at(const std::string& path) const;
  NodePtr make_node(bool is_folder);
  void add_name(Node& folder, const std::string& name, NodePtr node);
  static void forget_unsynced(Node& node);

  mutable std::mutex mutex_;
  NodePtr root_;
  Fault fault_;
  std::map<Operation, uint64_t> counts_;
  std::string standard_input_;
  size_t read_bytes_max_;
  uint64_t free_bytes_ = 1ULL << 40;
  uint64_t power_cycle_ = 0;
  Random entropy_{0};
  int64_t changes_ = 0;  // stands for the clock of the file system
};

}  // namespace telltale
