#include "base/env.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/random.h"

namespace telltale {
namespace {

Code code_of(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      return Code::kExhausted;
    case ENOENT:
    case ENOTDIR:
      return Code::kNotFound;
    case EEXIST:
      return Code::kExists;
    case EAGAIN:
      return Code::kUnavailable;
    default:
      return Code::kInternal;
  }
}

std::string advice_for(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return ": free some space and run the command again";
    case EFBIG:
      return ": raise the file size limit (ulimit -f) and run the command again";
    case EMFILE:
    case ENFILE:
      return ": raise the limit of open files (ulimit -n)";
    case EACCES:
    case EPERM:
      return ": check who owns it";
    case EROFS:
      return ": the file system is read-only";
    default:
      return "";
  }
}

Status failed(const char* what, const std::string& path, int error) {
  return {code_of(error), fmt::format("cannot {}: {}{}: path={}", what, std::strerror(error),
                                      advice_for(error), path)};
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

int open_retrying(const std::string& path, int flags, mode_t mode = 0644) {
  int fd;
  do {
    fd = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return fd;
}

class PosixAppendFile : public AppendFile {
 public:
  PosixAppendFile(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  Status append(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failed("write", path_, errno);
      bytes.remove_prefix(static_cast<size_t>(written));
    }
    return {};
  }

  Status sync() override {
    if (::fsync(fd_.get()) != 0) return failed("sync", path_, errno);
    return {};
  }

 private:
  Descriptor fd_;
  std::string path_;
};

class PosixRandomFile : public RandomFile {
 public:
  PosixRandomFile(int fd, std::string path, uint64_t size)
      : fd_(fd), path_(std::move(path)), size_(size) {}

  Result<size_t> read(uint64_t offset, std::span<char> out) const override {
    size_t done = 0;
    while (done < out.size()) {
      const ssize_t got = ::pread(fd_.get(), out.data() + done, out.size() - done,
                                  static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed("read", path_, errno);
      if (got == 0) break;
      done += static_cast<size_t>(got);
    }
    return done;
  }

  uint64_t size() const override { return size_; }

 private:
  Descriptor fd_;
  std::string path_;
  uint64_t size_;
};

class PosixByteStream : public ByteStream {
 public:
  PosixByteStream(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  Result<size_t> read(std::span<char> out) override {
    ssize_t got;
    do {
      got = ::read(fd_.get(), out.data(), out.size());
    } while (got < 0 && errno == EINTR);
    if (got < 0) return failed("read", path_, errno);
    return static_cast<size_t>(got);
  }

  bool is_ready_within(std::chrono::milliseconds patience) override {
    pollfd wanted{fd_.get(), POLLIN, 0};
    return ::poll(&wanted, 1, static_cast<int>(patience.count())) != 0;
  }

 private:
  Descriptor fd_;
  std::string path_;
};

class PosixFileLock : public FileLock {
 public:
  PosixFileLock(int fd, std::string path) : fd_(fd), path_(std::move(path)) {}

  bool is_held() const override {
    struct ::stat mine{};
    struct ::stat named{};
    if (::fstat(fd_.get(), &mine) != 0) return true;
    if (::stat(path_.c_str(), &named) != 0) return errno != ENOENT;
    return mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
  }

 private:
  Descriptor fd_;
  const std::string path_;
};

class PosixEnv : public Env {
 public:
  Result<std::unique_ptr<AppendFile>> create_file(const std::string& path) override {
    return open_to_write("create file", path, O_WRONLY | O_CREAT | O_EXCL);
  }

  Result<std::unique_ptr<AppendFile>> extend_file(const std::string& path) override {
    return open_to_write("open file", path, O_WRONLY | O_APPEND);
  }

  Result<std::unique_ptr<RandomFile>> open_file(const std::string& path) override {
    const FileStat found = TRY(stat(path));
    if (found.is_folder)
      return Status::invalid(fmt::format("cannot read file: it is a folder: path={}", path));
    const int fd = open_retrying(path, O_RDONLY);
    if (fd < 0) return failed("open file", path, errno);
    return std::unique_ptr<RandomFile>(std::make_unique<PosixRandomFile>(fd, path, found.size));
  }

  Result<std::unique_ptr<ByteStream>> open_stream(const std::string& path) override {
    const FileStat found = TRY(stat(path));
    if (found.is_folder)
      return Status::invalid(fmt::format("cannot read file: it is a folder: path={}", path));
    const int fd = open_retrying(path, O_RDONLY);
    if (fd < 0) return failed("open file", path, errno);
    return std::unique_ptr<ByteStream>(std::make_unique<PosixByteStream>(fd, path));
  }

  Result<std::unique_ptr<ByteStream>> standard_input() override {
    return std::unique_ptr<ByteStream>(
        std::make_unique<PosixByteStream>(STDIN_FILENO, "standard input"));
  }

  Status link_file(const std::string& path, const std::string& name) override {
    if (::link(path.c_str(), name.c_str()) != 0) return failed("create file", name, errno);
    return {};
  }

  Status remove_file(const std::string& path) override {
    if (::unlink(path.c_str()) != 0) return failed("remove file", path, errno);
    return {};
  }

  Status truncate_file(const std::string& path, uint64_t size) override {
    const Descriptor fd(open_retrying(path, O_WRONLY));
    if (fd.get() < 0) return failed("open file", path, errno);
    if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0)
      return failed("cut file", path, errno);
    if (::fsync(fd.get()) != 0) return failed("sync", path, errno);
    return {};
  }

  Status make_folders(const std::string& path) override {
    if (::mkdir(path.c_str(), 0755) == 0) return {};
    if (errno == ENOENT) {
      TRY(make_folders(parent_path(path)));
      if (::mkdir(path.c_str(), 0755) == 0) return {};
    }
    if (errno != EEXIST) return failed("make folder", path, errno);
    if (!TRY(stat(path)).is_folder)
      return Status::exists(fmt::format("cannot make folder: a file has its name: path={}", path));
    return {};
  }

  Status sync_folder(const std::string& path) override {
    const Descriptor fd(open_retrying(path, O_RDONLY | O_DIRECTORY));
    if (fd.get() < 0) return failed("open folder", path, errno);
    if (::fsync(fd.get()) != 0) return failed("sync folder", path, errno);
    return {};
  }

  Result<std::vector<std::string>> list_folder(const std::string& path) override {
    const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
    if (!folder) return failed("read folder", path, errno);
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(folder.get())) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") names.emplace_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  Result<FileStat> stat(const std::string& path) override {
    struct ::stat found{};
    if (::stat(path.c_str(), &found) != 0) return failed("find file", path, errno);
    return FileStat{static_cast<uint64_t>(found.st_size), S_ISDIR(found.st_mode),
                    found.st_mtim.tv_sec * 1'000'000'000L + found.st_mtim.tv_nsec};
  }

  uint64_t entropy() override { return system_entropy(); }

  Result<uint64_t> free_bytes(const std::string& path) override {
    struct ::statvfs disk{};
    if (::statvfs(path.c_str(), &disk) != 0) return failed("look at disk", path, errno);
    return uint64_t{disk.f_bavail} * disk.f_frsize;
  }

  Result<std::unique_ptr<FileLock>> lock_file(const std::string& path) override {
    const int fd = open_retrying(path, O_RDWR | O_CREAT);
    if (fd < 0) return failed("open lock", path, errno);
    auto lock = std::make_unique<PosixFileLock>(fd, path);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return failed("lock", path, errno);
    // Somebody may have seized it between the two.
    if (!lock->is_held()) return failed("lock", path, EAGAIN);
    return std::unique_ptr<FileLock>(std::move(lock));
  }

  Result<std::unique_ptr<FileLock>> seize_lock(const std::string& path) override {
    const std::string other = fmt::format("{}.{:016x}", path, entropy());
    const int fd = open_retrying(other, O_RDWR | O_CREAT | O_EXCL);
    if (fd < 0) return failed("open lock", other, errno);
    auto lock = std::make_unique<PosixFileLock>(fd, path);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) return failed("lock", other, errno);
    if (::rename(other.c_str(), path.c_str()) != 0) return failed("seize lock", path, errno);
    return std::unique_ptr<FileLock>(std::move(lock));
  }

 private:
  static Result<std::unique_ptr<AppendFile>> open_to_write(const char* what,
                                                           const std::string& path, int flags) {
    const int fd = open_retrying(path, flags);
    if (fd < 0) return failed(what, path, errno);
    return std::unique_ptr<AppendFile>(std::make_unique<PosixAppendFile>(fd, path));
  }
};

}  // namespace

Env& posix_env() {
  static PosixEnv env;
  return env;
}

Result<std::string> read_file(Env& env, const std::string& path, uint64_t size_max) {
  const std::unique_ptr<RandomFile> file = TRY(env.open_file(path));
  if (file->size() > size_max) {
    return Status::invalid(
        fmt::format("cannot read file: it is too large: path={} bytes={} most={}", path,
                    file->size(), size_max));
  }
  std::string bytes(file->size(), '\0');
  bytes.resize(TRY(file->read(0, bytes)));
  return bytes;
}

Status write_new_file(Env& env, const std::string& path, std::string_view bytes) {
  const std::unique_ptr<AppendFile> file = TRY(env.create_file(path));
  TRY(file->append(bytes));
  return file->sync();
}

// After a kill only the lowest of them can lack that, so the one found is synced again.
Status make_durable_folder(Env& env, const std::string& path) {
  const std::string above = parent_path(path);
  if (!env.stat(above).ok()) {
    TRY(make_durable_folder(env, above));
  } else if (env.list_folder(parent_path(above)).ok()) {  // others' folders may not be readable
    TRY(env.sync_folder(parent_path(above)));
  }
  TRY(env.make_folders(path));
  return env.sync_folder(above);
}

std::string join_path(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') path += '/';
  return path.append(name);
}

std::string parent_path(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string file_name(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace telltale
