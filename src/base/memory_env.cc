#include "base/memory_env.h"

#include <limits>

#include <fmt/format.h>

namespace telltale {

// A file or a folder; a file with two names is one node twice.
struct MemoryEnv::Node {
  bool is_folder = false;
  std::string bytes;
  size_t synced_bytes = 0;  // the first so many survive
  std::map<std::string, NodePtr> names;
  std::map<std::string, NodePtr> synced_names;  // survive
  int64_t modified = 0;
  bool is_locked = false;
};

namespace {

Status failed(const char* what, Code code, const char* why, const std::string& path) {
  return {code, fmt::format("cannot {}: {}: path={}", what, why, path)};
}

Status missing(const char* what, const std::string& path) {
  return failed(what, Code::kNotFound, "No such file or directory", path);
}

std::vector<std::string> steps_of(std::string_view path) {
  std::vector<std::string> steps;
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, slash);
    if (!step.empty() && step != ".") steps.emplace_back(step);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return steps;
}

}  // namespace

class MemoryEnv::MemoryAppendFile : public AppendFile {
 public:
  MemoryAppendFile(MemoryEnv& env, NodePtr node, std::string path)
      : env_(env), node_(std::move(node)), path_(std::move(path)), cycle_(env.power_cycle_) {}

  Status append(std::string_view bytes) override {
    const std::lock_guard lock(env_.mutex_);
    TRY(check());
    const Status begun = env_.begin(Operation::kAppend, path_);
    is_broken_ = !begun.ok();
    node_->bytes.append(bytes.substr(0, begun.ok() ? bytes.size() : bytes.size() / 2));
    node_->modified = ++env_.changes_;
    return begun;
  }

  Status sync() override {
    const std::lock_guard lock(env_.mutex_);
    TRY(check());
    const Status begun = env_.begin(Operation::kSyncFile, path_);
    is_broken_ = !begun.ok();
    if (begun.ok()) node_->synced_bytes = node_->bytes.size();
    return begun;
  }

 private:
  Status check() const {
    if (cycle_ != env_.power_cycle_)
      return failed("write", Code::kInternal, "the power was lost since it was opened", path_);
    if (is_broken_) return failed("write", Code::kInternal, "an operation failed before", path_);
    return {};
  }

  MemoryEnv& env_;
  NodePtr node_;
  std::string path_;
  const uint64_t cycle_;
  bool is_broken_ = false;
};

class MemoryEnv::MemoryRandomFile : public RandomFile {
 public:
  MemoryRandomFile(MemoryEnv& env, NodePtr node, std::string path)
      : env_(env),
        node_(std::move(node)),
        path_(std::move(path)),
        size_(node_->bytes.size()),
        cycle_(env.power_cycle_) {}

  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    const std::lock_guard lock(env_.mutex_);
    if (cycle_ != env_.power_cycle_)
      return failed("read", Code::kInternal, "the power was lost since it was opened", path_);
    TRY(env_.begin(Operation::kRead, path_));
    if (offset >= node_->bytes.size()) return size_t{0};
    return node_->bytes.copy(out.data(), out.size(), offset);
  }

  uint64_t size() const override { return size_; }

 private:
  MemoryEnv& env_;
  NodePtr node_;
  std::string path_;
  const uint64_t size_;
  const uint64_t cycle_;
};

class MemoryEnv::MemoryByteStream : public ByteStream {
 public:
  MemoryByteStream(MemoryEnv& env, NodePtr node, std::string path)
      : env_(env), node_(std::move(node)), path_(std::move(path)), cycle_(env.power_cycle_) {}

  Result<size_t> read(std::span<char> out) override {
    const std::lock_guard lock(env_.mutex_);
    if (cycle_ != env_.power_cycle_)
      return failed("read", Code::kInternal, "the power was lost since it was opened", path_);
    TRY(env_.begin(Operation::kRead, path_));
    if (at_ >= node_->bytes.size()) return size_t{0};
    const size_t count =
        node_->bytes.copy(out.data(), std::min(out.size(), env_.read_bytes_max_), at_);
    at_ += count;
    return count;
  }

 private:
  MemoryEnv& env_;
  NodePtr node_;
  std::string path_;
  const uint64_t cycle_;
  size_t at_ = 0;
};

class MemoryEnv::MemoryFileLock : public FileLock {
 public:
  MemoryFileLock(MemoryEnv& env, NodePtr node, std::string path)
      : env_(env), node_(std::move(node)), path_(std::move(path)), cycle_(env.power_cycle_) {}
  ~MemoryFileLock() override {
    const std::lock_guard lock(env_.mutex_);
    if (cycle_ == env_.power_cycle_) node_->is_locked = false;
  }

  bool is_held() const override {
    const std::lock_guard lock(env_.mutex_);
    const Result<Place> place = env_.find(path_);
    return cycle_ == env_.power_cycle_ && place.ok() && place.value().node == node_;
  }

 private:
  MemoryEnv& env_;
  NodePtr node_;
  const std::string path_;
  const uint64_t cycle_;
};

MemoryEnv::MemoryEnv()
    : root_(make_node(true)), read_bytes_max_(std::numeric_limits<size_t>::max()) {}
MemoryEnv::~MemoryEnv() = default;

void MemoryEnv::set_fault(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = std::move(fault);
}

MemoryEnv::Fault MemoryEnv::fail_nth(Operation operation, uint64_t n, Status status) {
  CHECK(n > 0 && !status.ok());
  return [operation, left = n, status](Operation asked, const std::string&) mutable {
    if (asked != operation || left == 0) return Status();
    return --left == 0 ? status : Status();
  };
}

uint64_t MemoryEnv::count_of(Operation operation) const {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(operation);
  return found == counts_.end() ? 0 : found->second;
}

void MemoryEnv::lose_power() {
  const std::lock_guard lock(mutex_);
  ++power_cycle_;
  forget_unsynced(*root_);
}

void MemoryEnv::forget_unsynced(Node& node) {
  node.is_locked = false;
  node.bytes.resize(node.synced_bytes);
  node.names = node.synced_names;
  for (const auto& [name, below] : node.names) forget_unsynced(*below);
}

void MemoryEnv::set_standard_input(std::string bytes) {
  const std::lock_guard lock(mutex_);
  standard_input_ = std::move(bytes);
}

void MemoryEnv::set_read_bytes_max(size_t bytes) {
  const std::lock_guard lock(mutex_);
  CHECK(bytes > 0);
  read_bytes_max_ = bytes;
}

void MemoryEnv::set_free_bytes(uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  free_bytes_ = bytes;
}

void MemoryEnv::put(const std::string& path, std::string bytes) {
  const std::lock_guard lock(mutex_);
  const std::vector<std::string> steps = steps_of(path);
  CHECK(!steps.empty());
  NodePtr folder = root_;
  for (size_t i = 0; i < steps.size(); ++i) {
    CHECK(folder->is_folder);
    const bool is_file = i + 1 == steps.size();
    if (is_file || !folder->names.contains(steps[i]))
      add_name(*folder, steps[i], make_node(!is_file));
    folder->synced_names[steps[i]] = folder->names[steps[i]];
    folder = folder->names[steps[i]];
  }
  folder->synced_bytes = bytes.size();
  folder->bytes = std::move(bytes);
}

std::string MemoryEnv::bytes_of(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return file_at(path).value()->bytes;
}

std::vector<std::string> MemoryEnv::all_files() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> files;
  const std::function<void(const Node&, const std::string&)> walk = [&](const Node& folder,
                                                                        const std::string& path) {
    for (const auto& [name, node] : folder.names) {
      const std::string full = path + "/" + name;
      if (node->is_folder) {
        walk(*node, full);
      } else {
        files.push_back(full);
      }
    }
  };
  walk(*root_, "");
  return files;
}

Status MemoryEnv::begin(Operation operation, const std::string& path) {
  ++counts_[operation];
  return fault_ ? fault_(operation, path) : Status();
}

MemoryEnv::NodePtr MemoryEnv::make_node(bool is_folder) {
  auto node = std::make_shared<Node>();
  node->is_folder = is_folder;
  node->modified = ++changes_;
  return node;
}

void MemoryEnv::add_name(Node& folder, const std::string& name, NodePtr node) {
  folder.names[name] = std::move(node);
  folder.modified = ++changes_;
}

Result<MemoryEnv::Place> MemoryEnv::find(const std::string& path) const {
  Place place{nullptr, "", root_};
  for (const std::string& step : steps_of(path)) {
    if (place.node == nullptr) return missing("find file", path);
    if (!place.node->is_folder)
      return failed("find file", Code::kNotFound, "Not a directory", path);
    const auto below = place.node->names.find(step);
    place = {place.node, step, below == place.node->names.end() ? nullptr : below->second};
  }
  return place;
}

Result<MemoryEnv::NodePtr> MemoryEnv::file_at(const std::string& path) const {
  const Place place = TRY(find(path));
  if (place.node == nullptr) return missing("find file", path);
  if (place.node->is_folder) return failed("read file", Code::kInvalid, "it is a folder", path);
  return place.node;
}

Result<MemoryEnv::NodePtr> MemoryEnv::folder_at(const std::string& path) const {
  const Place place = TRY(find(path));
  if (place.node == nullptr) return missing("open folder", path);
  if (!place.node->is_folder)
    return failed("open folder", Code::kNotFound, "Not a directory", path);
  return place.node;
}

Result<std::unique_ptr<AppendFile>> MemoryEnv::create_file(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kCreateFile, path));
  const Place place = TRY(find(path));
  if (place.node != nullptr) return failed("create file", Code::kExists, "File exists", path);
  NodePtr node = make_node(false);
  add_name(*place.folder, place.name, node);
  return std::unique_ptr<AppendFile>(std::make_unique<MemoryAppendFile>(*this, node, path));
}

Result<std::unique_ptr<AppendFile>> MemoryEnv::extend_file(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kExtendFile, path));
  return std::unique_ptr<AppendFile>(
      std::make_unique<MemoryAppendFile>(*this, TRY(file_at(path)), path));
}

Result<std::unique_ptr<RandomFile>> MemoryEnv::open_file(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kOpenFile, path));
  return std::unique_ptr<RandomFile>(
      std::make_unique<MemoryRandomFile>(*this, TRY(file_at(path)), path));
}

Result<std::unique_ptr<ByteStream>> MemoryEnv::open_stream(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kOpenStream, path));
  return std::unique_ptr<ByteStream>(
      std::make_unique<MemoryByteStream>(*this, TRY(file_at(path)), path));
}

Result<std::unique_ptr<ByteStream>> MemoryEnv::standard_input() {
  const std::lock_guard lock(mutex_);
  NodePtr node = make_node(false);
  node->bytes = std::move(standard_input_);
  standard_input_.clear();
  return std::unique_ptr<ByteStream>(
      std::make_unique<MemoryByteStream>(*this, node, "standard input"));
}

Status MemoryEnv::link_file(const std::string& path, const std::string& name) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kLinkFile, name));
  NodePtr node = TRY(file_at(path));
  const Place place = TRY(find(name));
  if (place.node != nullptr) return failed("create file", Code::kExists, "File exists", name);
  add_name(*place.folder, place.name, std::move(node));
  return {};
}

Status MemoryEnv::remove_file(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kRemoveFile, path));
  TRY(file_at(path));
  const Place place = TRY(find(path));
  place.folder->names.erase(place.name);
  place.folder->modified = ++changes_;
  return {};
}

Status MemoryEnv::truncate_file(const std::string& path, uint64_t size) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kTruncateFile, path));
  Node& node = *TRY(file_at(path));
  node.bytes.resize(size);
  node.synced_bytes = size;
  node.modified = ++changes_;
  return {};
}

Status MemoryEnv::make_folders(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kMakeFolders, path));
  NodePtr folder = root_;
  for (const std::string& step : steps_of(path)) {
    if (!folder->is_folder) return failed("make folder", Code::kNotFound, "Not a directory", path);
    if (!folder->names.contains(step)) add_name(*folder, step, make_node(true));
    folder = folder->names[step];
  }
  if (folder->is_folder) return {};
  return failed("make folder", Code::kExists, "a file has its name", path);
}

Status MemoryEnv::sync_folder(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kSyncFolder, path));
  Node& folder = *TRY(folder_at(path));
  folder.synced_names = folder.names;
  return {};
}

Result<std::vector<std::string>> MemoryEnv::list_folder(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kListFolder, path));
  std::vector<std::string> names;
  for (const auto& [name, node] : TRY(folder_at(path))->names) names.push_back(name);
  return names;
}

Result<FileStat> MemoryEnv::stat(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kStat, path));
  const Place place = TRY(find(path));
  if (place.node == nullptr) return missing("find file", path);
  return FileStat{place.node->bytes.size(), place.node->is_folder, place.node->modified};
}

uint64_t MemoryEnv::entropy() {
  const std::lock_guard lock(mutex_);
  return entropy_.next();
}

Result<uint64_t> MemoryEnv::free_bytes(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kFreeBytes, path));
  return free_bytes_;
}

Result<std::unique_ptr<FileLock>> MemoryEnv::lock_file(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kLockFile, path));
  const Place place = TRY(find(path));
  NodePtr node = place.node;
  if (node == nullptr) {
    node = make_node(false);
    add_name(*place.folder, place.name, node);
  }
  if (node->is_locked)
    return failed("lock", Code::kUnavailable, "Resource temporarily unavailable", path);
  node->is_locked = true;
  return std::unique_ptr<FileLock>(std::make_unique<MemoryFileLock>(*this, node, path));
}

Result<std::unique_ptr<FileLock>> MemoryEnv::seize_lock(const std::string& path) {
  const std::lock_guard lock(mutex_);
  TRY(begin(Operation::kLockFile, path));
  const Place place = TRY(find(path));
  NodePtr node = make_node(false);
  node->is_locked = true;
  add_name(*place.folder, place.name, node);
  return std::unique_ptr<FileLock>(std::make_unique<MemoryFileLock>(*this, node, path));
}

}  // namespace telltale
