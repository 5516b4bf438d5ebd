/* What Swift's Glibc module leaves out: headers it does not import, and calls that need
 * _GNU_SOURCE, which cannot be switched on from a header any more (see CLinux.c).
 * All functions return a value >= 0, or -errno as the kernel itself does. */
#ifndef BRIEFINGD_CLINUX_H
#define BRIEFINGD_CLINUX_H
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>

/* The part of struct statx that is used; times in nanoseconds since 1970. */
struct clinux_status {
  uint64_t device;
  uint64_t inode;
  int64_t size;
  int64_t modified;
  int64_t changed;
  int64_t born; /* 0 where the file system does not say */
  uint32_t mode;
  uint32_t links;
  uint32_t owner;
};

/* statx(2). An empty path means the descriptor itself. Symbolic links are not followed. */
long clinux_status(int directory, const char *path, struct clinux_status *status);

/* getdents64(2): the number of bytes of whole entries, 0 at the end. */
long clinux_entries(int directory, void *buffer, size_t size);

/* FS_IOC_GETVERSION: tells apart files that had the same inode number one after the other. */
long clinux_generation(int descriptor, uint32_t *generation);

/* 1: somebody has the file open for writing; 0: nobody has. */
long clinux_has_writer(int descriptor);

/* openat2(2), which follows no symbolic link on the way and does not leave the directory. Always
 * closed on exec. */
long clinux_open_beneath(int directory, const char *path, int flags);

struct clinux_filesystem {
  uint64_t type; /* the magic number, see statfs(2) */
  int read_only;
};

/* fstatfs(2) */
long clinux_filesystem(int descriptor, struct clinux_filesystem *filesystem);
#endif
