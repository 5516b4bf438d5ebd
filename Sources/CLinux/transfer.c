#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <grp.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

long clinux_sync_file_system(int descriptor) { return syncfs(descriptor) == 0 ? 0 : -errno; }

long clinux_rename_new(int directory, const char *name, const char *new_name) {
  return renameat2(directory, name, directory, new_name, RENAME_NOREPLACE) == 0 ? 0 : -errno;
}

long clinux_clone(int target, int source) {
  return ioctl(target, FICLONE, source) == 0 ? 0 : -errno;
}

long clinux_become(uint32_t user, uint32_t group) {
  gid_t groups[1] = {group};
  if (setgroups(1, groups) != 0) return -errno;
  if (setgid(group) != 0) return -errno;
  return setuid(user) == 0 ? 0 : -errno;
}
