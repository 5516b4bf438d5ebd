#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The memory that ps reads the arguments from. */
static char *arguments;
static size_t arguments_size;

/* glibc hands the arguments to constructors as well; Swift's own copy is not what ps reads. */
__attribute__((constructor)) static void remember_arguments(int count, char **values) {
  if (count < 1 || values == NULL || values[0] == NULL) return;
  char *end = values[0];
  for (int i = 0; i < count && values[i] == end; i++) end += strlen(values[i]) + 1;
  arguments = values[0];
  arguments_size = (size_t)(end - values[0]);
}

static void set_title(const char *title) {
  prctl(PR_SET_NAME, title);
  if (arguments_size == 0) return;
  memset(arguments, 0, arguments_size);
  strncpy(arguments, title, arguments_size - 1);
}

static void become_child(int socket, const char *title, pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1); /* It ended before the line above. */
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (socket != CLINUX_CHILD_SOCKET && dup2(socket, CLINUX_CHILD_SOCKET) < 0) _exit(1);
  if (syscall(SYS_close_range, CLINUX_CHILD_SOCKET + 1, ~0U, 0) != 0) _exit(1);
  int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing >= 0) {
    dup2(nothing, 0);
    dup2(nothing, 1);
    close(nothing);
  }
  set_title(title);
}

long clinux_fork(int socket, const char *title) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) return -errno;
  if (child == 0) become_child(socket, title, parent);
  return child;
}

static int limit(int resource, uint64_t value) {
  struct rlimit limit = {.rlim_cur = value, .rlim_max = value};
  return setrlimit(resource, &limit);
}

#if defined(__x86_64__)
#define CLINUX_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define CLINUX_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define ALLOW(name) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##name, 0, 1), \
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static int filter_system_calls(void) {
#ifdef CLINUX_ARCHITECTURE
  /* Memory, the two descriptors, time, and the end. Nothing that opens, connects, signals or
   * starts. */
  struct sock_filter rules[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CLINUX_ARCHITECTURE, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      ALLOW(brk),
      ALLOW(mmap),
      ALLOW(munmap),
      ALLOW(mremap),
      ALLOW(mprotect),
      ALLOW(madvise),
      ALLOW(recvmsg),
      ALLOW(sendmsg),
      ALLOW(pread64),
      ALLOW(read),
      ALLOW(write),
      ALLOW(close),
      ALLOW(lseek),
      ALLOW(fstat),
      ALLOW(futex),
      ALLOW(clock_gettime),
      ALLOW(getrandom),
      ALLOW(rt_sigreturn),
      ALLOW(rt_sigprocmask),
      ALLOW(rt_sigaction),
      ALLOW(sigaltstack),
      ALLOW(sched_yield),
      ALLOW(restart_syscall),
      ALLOW(exit),
      ALLOW(exit_group),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
#else
  return -1;
#endif
}

long clinux_confine(uint64_t memory) {
  long refused = 0;
  /* Room for the program and its libraries, which count here but are shared. */
  const uint64_t program = 256u << 20;
  if (limit(RLIMIT_DATA, memory) | limit(RLIMIT_AS, memory + program) | limit(RLIMIT_CORE, 0) |
      limit(RLIMIT_FSIZE, 0) | limit(RLIMIT_NOFILE, CLINUX_CHILD_SOCKET + 2) |
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    refused |= CLINUX_UNLIMITED;
  if (filter_system_calls() != 0) refused |= CLINUX_UNFILTERED;
  return refused;
}

long clinux_reap(int child, int waits, int *status) {
  pid_t ended;
  do ended = waitpid(child, status, waits ? 0 : WNOHANG);
  while (ended < 0 && errno == EINTR);
  return ended < 0 ? -errno : ended;
}

long clinux_processors(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : -errno;
}
