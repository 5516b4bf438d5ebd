#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/openat2.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static int64_t nanoseconds(struct statx_timestamp time) {
  /* Anybody can set a date that 64 bits of nanoseconds cannot hold. */
  const int64_t limit = INT64_MAX / 1000000000 - 1;
  if (time.tv_sec > limit) return INT64_MAX;
  if (time.tv_sec < -limit) return INT64_MIN;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

long clinux_status(int directory, const char *path, struct clinux_status *status) {
  struct statx s;
  int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH | AT_STATX_SYNC_AS_STAT;
  if (statx(directory, path, flags, STATX_BASIC_STATS | STATX_BTIME, &s) != 0) return -errno;
  *status = (struct clinux_status){
      .device = makedev(s.stx_dev_major, s.stx_dev_minor),
      .inode = s.stx_ino,
      .size = (int64_t)s.stx_size,
      .modified = nanoseconds(s.stx_mtime),
      .changed = nanoseconds(s.stx_ctime),
      .born = (s.stx_mask & STATX_BTIME) ? nanoseconds(s.stx_btime) : 0,
      .mode = s.stx_mode,
      .links = s.stx_nlink,
      .owner = s.stx_uid,
      .group = s.stx_gid,
  };
  return 0;
}

long clinux_entries(int directory, void *buffer, size_t size) {
  long count = syscall(SYS_getdents64, directory, buffer, size);
  return count < 0 ? -errno : count;
}

long clinux_generation(int descriptor, uint32_t *generation) {
  /* Declared with a long, but the kernel writes an int. */
  union {
    long declared;
    uint32_t written;
  } version = {0};
  if (ioctl(descriptor, FS_IOC_GETVERSION, &version) != 0) return -errno;
  *generation = version.written;
  return 0;
}

long clinux_has_writer(int descriptor) {
  /* A read lease is granted only while nobody has the file open for writing. Whoever opens it for
   * writing in the moment that we hold the lease makes the kernel send us a signal. The default,
   * SIGIO, would end the process; SIGURG is ignored unless somebody asks for it. */
  if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -errno;
  if (fcntl(descriptor, F_SETLEASE, F_RDLCK) != 0) return errno == EAGAIN ? 1 : -errno;
  fcntl(descriptor, F_SETLEASE, F_UNLCK);
  return 0;
}

long clinux_open_beneath(int directory, const char *path, int flags) {
  struct open_how how = {
      .flags = (uint64_t)(flags | O_CLOEXEC | O_NOCTTY),
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
  };
  long descriptor = syscall(SYS_openat2, directory, path, &how, sizeof how);
  return descriptor < 0 ? -errno : descriptor;
}

long clinux_filesystem(int descriptor, struct clinux_filesystem *filesystem) {
  struct statfs s;
  if (fstatfs(descriptor, &s) != 0) return -errno;
  *filesystem = (struct clinux_filesystem){
      .type = (uint64_t)s.f_type & 0xffffffff,
      .read_only = (s.f_flags & ST_RDONLY) != 0,
  };
  return 0;
}
