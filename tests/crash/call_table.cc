#include "call_table.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

namespace telltale::crash {
namespace {

constexpr Call kCalls[] = {
    {.number = SYS_write, .name = "write", .fd = 0, .size = 2, .is_write = true},
    {.number = SYS_pwrite64, .name = "pwrite64", .fd = 0, .size = 2, .is_write = true},
    {.number = SYS_writev, .name = "writev", .fd = 0, .is_write = true},
    {.number = SYS_pwritev, .name = "pwritev", .fd = 0, .is_write = true},
    {.number = SYS_pwritev2, .name = "pwritev2", .fd = 0, .is_write = true},
    {.number = SYS_sendfile, .name = "sendfile", .fd = 0, .size = 3, .is_write = true},
    {.number = SYS_copy_file_range, .name = "copy_file_range", .fd = 2, .is_write = true},
    {.number = SYS_splice, .name = "splice", .fd = 2, .is_write = true},
    {.number = SYS_fsync, .name = "fsync", .fd = 0, .is_write = true},
    {.number = SYS_fdatasync, .name = "fdatasync", .fd = 0, .is_write = true},
    {.number = SYS_sync_file_range, .name = "sync_file_range", .fd = 0, .is_write = true},
    {.number = SYS_syncfs, .name = "syncfs", .fd = 0, .is_write = true},
    {.number = SYS_ftruncate, .name = "ftruncate", .fd = 0, .size = 1, .is_write = true},
    {.number = SYS_fallocate, .name = "fallocate", .fd = 0, .is_write = true},
    {.number = SYS_truncate, .name = "truncate", .path = 0, .is_write = true},
    {.number = SYS_mkdir, .name = "mkdir", .path = 0, .is_write = true},
    {.number = SYS_mkdirat, .name = "mkdirat", .folder = 0, .path = 1, .is_write = true},
    {.number = SYS_rmdir, .name = "rmdir", .path = 0, .is_write = true},
    {.number = SYS_unlink, .name = "unlink", .path = 0, .is_write = true},
    {.number = SYS_unlinkat, .name = "unlinkat", .folder = 0, .path = 1, .is_write = true},
    {.number = SYS_link, .name = "link", .path = 0, .path2 = 1, .is_write = true},
    {.number = SYS_linkat,
     .name = "linkat",
     .folder = 0,
     .path = 1,
     .folder2 = 2,
     .path2 = 3,
     .is_write = true},
    {.number = SYS_rename, .name = "rename", .path = 0, .path2 = 1, .is_write = true},
    {.number = SYS_renameat,
     .name = "renameat",
     .folder = 0,
     .path = 1,
     .folder2 = 2,
     .path2 = 3,
     .is_write = true},
    {.number = SYS_renameat2,
     .name = "renameat2",
     .folder = 0,
     .path = 1,
     .folder2 = 2,
     .path2 = 3,
     .is_write = true},
    {.number = SYS_symlink, .name = "symlink", .path = 1, .is_write = true},
    {.number = SYS_symlinkat, .name = "symlinkat", .folder = 1, .path = 2, .is_write = true},
    {.number = SYS_open, .name = "open", .path = 0, .flags = 1, .is_open = true},
    {.number = SYS_openat, .name = "openat", .folder = 0, .path = 1, .flags = 2, .is_open = true},
    {.number = SYS_creat, .name = "creat", .path = 0, .is_open = true},
    {.number = SYS_read, .name = "read", .fd = 0, .size = 2},
    {.number = SYS_pread64, .name = "pread64", .fd = 0, .size = 2},
    {.number = SYS_getdents64, .name = "getdents64", .fd = 0},
    {.number = SYS_fstat, .name = "fstat", .fd = 0},
    {.number = SYS_stat, .name = "stat", .path = 0},
    {.number = SYS_newfstatat, .name = "newfstatat", .folder = 0, .path = 1},
    {.number = SYS_statx, .name = "statx", .folder = 0, .path = 1},
    {.number = SYS_mmap, .name = "mmap", .fd = 4, .is_unseen = true},
    {.number = SYS_io_uring_setup, .name = "io_uring_setup", .is_unseen = true},
};

bool may_create_or_cut(const Call& call, const uint64_t* arguments) {
  if (call.flags == kNoArgument) return true;  // creat
  return (arguments[call.flags] & (O_CREAT | O_TRUNC)) != 0;
}

}  // namespace

std::span<const Call> call_table() {
  return kCalls;
}

const Call* find_call(long number) {
  const auto* found = std::find_if(std::begin(kCalls), std::end(kCalls),
                                   [&](const Call& call) { return call.number == number; });
  return found == std::end(kCalls) ? nullptr : found;
}

bool is_of_kind(const Call& call, const uint64_t* arguments, Kind kind) {
  if (call.is_unseen) return false;
  switch (kind) {
    case Kind::kWrite:
      return call.is_write || (call.is_open && may_create_or_cut(call, arguments));
    case Kind::kOpen:
      return call.is_open;
    case Kind::kRead:
      return !call.is_write && !(call.is_open && may_create_or_cut(call, arguments));
  }
  return false;
}

bool hides_writes(const Call& call, const uint64_t* arguments) {
  if (!call.is_unseen) return false;
  if (call.number != SYS_mmap) return true;
  return (arguments[2] & PROT_WRITE) != 0 && (arguments[3] & MAP_TYPE) != MAP_PRIVATE;
}

}  // namespace telltale::crash
