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
  uint32_t group;
};

/* statx(2). An empty path means the descriptor itself. Symbolic links are not followed. */
long clinux_status(int directory, const char *path, struct clinux_status *status);

/* getdents64(2): the number of bytes of whole entries, 0 at the end. */
long clinux_entries(int directory, void *buffer, size_t size);

/* FS_IOC_GETVERSION: tells apart files that had the same inode number one after the other. */
long clinux_generation(int descriptor, uint32_t *generation);

/* 1: somebody has the file open for writing; 0: nobody has. */
long clinux_has_writer(int descriptor);

/* syncfs(2): returns when all that was written to the file system of the descriptor is on the
 * disk. */
long clinux_sync_file_system(int descriptor);

/* renameat2(2) within one directory, which fails with EEXIST where the new name is taken. */
long clinux_rename_new(int directory, const char *name, const char *new_name);

/* FICLONE: lets an empty file share the blocks of another one, where the file system can. */
long clinux_clone(int target, int source);

/* Gives up root for good: setgroups(2), setgid(2), setuid(2). */
long clinux_become(uint32_t user, uint32_t group);

/* openat2(2), which follows no symbolic link on the way and does not leave the directory. Always
 * closed on exec. */
long clinux_open_beneath(int directory, const char *path, int flags);

struct clinux_filesystem {
  uint64_t type; /* the magic number, see statfs(2) */
  int read_only;
};

/* fstatfs(2) */
long clinux_filesystem(int descriptor, struct clinux_filesystem *filesystem);

/* Two sockets that are connected to each other and keep messages apart (SOCK_SEQPACKET), both
 * closed on exec. */
long clinux_socket_pair(int sockets[2]);

/* Sends one message, and with it a descriptor unless that is negative. Never waits, never raises
 * SIGPIPE. */
long clinux_send(int socket, const void *bytes, size_t size, int descriptor);

/* Takes one message of at most `size` bytes, 0 at the end, and the descriptor that came with it, -1
 * where none did. A longer message is -EMSGSIZE. */
long clinux_receive(int socket, void *bytes, size_t size, int *descriptor, int waits);

/* fork(2) of a process with one thread. In the child: the name `title` instead of its arguments, no
 * signal blocked or handled, an end with its parent, and no descriptor but standard error, `socket`
 * as CLINUX_CHILD_SOCKET, and nothing (/dev/null) as 0 and 1. */
long clinux_fork(int socket, const char *title);
#define CLINUX_CHILD_SOCKET 3

/* Gives up, for good, what work on one message and one descriptor at a time does not need: more
 * than `memory` bytes, files of any kind, new privileges, and all system calls but a few, which
 * fail with EPERM. Returns a sum of what the kernel refused to take away. */
long clinux_confine(uint64_t memory);
#define CLINUX_UNLIMITED 1
#define CLINUX_UNFILTERED 2

/* How many processors the process may run on. */
long clinux_processors(void);

/* waitpid(2) that takes up the end of a child: 0 while it runs, else its number. */
long clinux_reap(int child, int waits, int *status);
#endif
