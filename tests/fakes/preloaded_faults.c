/* Preloaded into the real program: counts its calls that change files, make processes or map code,
 * and at the one the plan names kills it or lets no more of them succeed. Sockets and pipes do not
 * count, nor do the calls of its children. What the C library calls inside itself cannot be seen
 * from here, so each function that a reload calls is here by its own name. */
#define _GNU_SOURCE
#include "fault_plan.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

static struct fault_plan* plan;

__attribute__((constructor)) static void map_plan(void) {
  const char* file = getenv(FAULT_PLAN_VARIABLE);
  const int fd = file == NULL ? -1 : open(file, O_RDWR | O_CLOEXEC);
  if (fd < 0) {
    return;
  }
  void* mapped = mmap(NULL, sizeof(*plan), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  plan = mapped == MAP_FAILED ? NULL : mapped;
  close(fd);
}

enum fate { PASSES, IS_STRUCK, COMES_AFTER };

static bool counts(void) {
  return plan != NULL && __atomic_load_n(&plan->pid, __ATOMIC_ACQUIRE) == getpid();
}

/* `takes_room`: it is one of those that a full disk lets fail. */
static enum fate fate_of(const char* call, bool takes_room) {
  if (!counts() || (plan->kind == FAULT_FAILS && !takes_room)) {
    return PASSES;
  }
  const uint32_t number = __atomic_add_fetch(&plan->calls, 1, __ATOMIC_ACQ_REL);
  if (number == plan->at) {
    strncpy(plan->struck, call, sizeof(plan->struck) - 1);
  }
  return number < plan->at ? PASSES : number == plan->at ? IS_STRUCK : COMES_AFTER;
}

static void die(void) {
  while (true) {
    kill(getpid(), SIGKILL);
  }
}

/* True: the call must not be made, and errno says why. */
static bool fails(const char* call, bool takes_room) {
  if (fate_of(call, takes_room) == PASSES) {
    return false;
  }
  if (plan->kind == FAULT_DIES) {
    die();
  }
  errno = plan->error;
  return true;
}

static void find_real(const char* call, void* function) {
  void* found = dlsym(RTLD_NEXT, call);
  memcpy(function, &found, sizeof(found));
}

/* Declares `real`, the function that this one stands before. */
#define REAL(call)               \
  __typeof__(&call) real = NULL; \
  find_real(#call, (void*)&real)

#define TAKES_ROOM true
#define TAKES_NONE false

#define OPEN(call)                                                    \
  int call(const char* path, int flags, ...) {                        \
    REAL(call);                                                       \
    if ((flags & O_CREAT) == 0 && (flags & O_TMPFILE) != O_TMPFILE) { \
      return real(path, flags);                                       \
    }                                                                 \
    va_list more;                                                     \
    va_start(more, flags);                                            \
    const mode_t mode = va_arg(more, mode_t);                         \
    va_end(more);                                                     \
    if ((flags & O_CREAT) != 0 && fails("open", TAKES_ROOM)) {        \
      return -1;                                                      \
    }                                                                 \
    return real(path, flags, mode);                                   \
  }

OPEN(open)
OPEN(open64)

#define MKOSTEMPS(call)                                                          \
  int call(char* name, int suffix_size, int flags) {                             \
    REAL(call);                                                                  \
    return fails("mkostemps", TAKES_ROOM) ? -1 : real(name, suffix_size, flags); \
  }

MKOSTEMPS(mkostemps)
MKOSTEMPS(mkostemps64)

static bool is_regular(int fd) {
  struct stat facts;
  return fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  REAL(write);
  const enum fate fate = counts() && is_regular(fd) ? fate_of("write", TAKES_ROOM) : PASSES;
  if (fate == PASSES) {
    return real(fd, bytes, size);
  }
  if (fate == COMES_AFTER) {
    errno = plan->error;
    return -1;
  }
  const ssize_t half = real(fd, bytes, size / 2);
  if (plan->kind == FAULT_DIES) {
    die();
  }
  return half;
}

int fchmod(int fd, mode_t mode) {
  REAL(fchmod);
  return fails("fchmod", TAKES_ROOM) ? -1 : real(fd, mode);
}

int fsync(int fd) {
  REAL(fsync);
  return fails("fsync", TAKES_ROOM) ? -1 : real(fd);
}

int rename(const char* from, const char* to) {
  REAL(rename);
  return fails("rename", TAKES_ROOM) ? -1 : real(from, to);
}

int mkdir(const char* path, mode_t mode) {
  REAL(mkdir);
  return fails("mkdir", TAKES_ROOM) ? -1 : real(path, mode);
}

int unlink(const char* path) {
  REAL(unlink);
  return fails("unlink", TAKES_NONE) ? -1 : real(path);
}

int unlinkat(int folder, const char* path, int flags) {
  REAL(unlinkat);
  return fails("unlinkat", TAKES_NONE) ? -1 : real(folder, path, flags);
}

int remove(const char* path) {
  REAL(remove);
  return fails("remove", TAKES_NONE) ? -1 : real(path);
}

int posix_spawn(pid_t* child,
                const char* path,
                const posix_spawn_file_actions_t* actions,
                const posix_spawnattr_t* attributes,
                char* const arguments[],
                char* const environment[]) {
  REAL(posix_spawn);
  return fails("posix_spawn", TAKES_NONE)
             ? errno
             : real(child, path, actions, attributes, arguments, environment);
}

pid_t waitpid(pid_t child, int* status, int options) {
  REAL(waitpid);
  return fails("waitpid", TAKES_NONE) ? -1 : real(child, status, options);
}

void* dlopen(const char* file, int mode) {
  REAL(dlopen);
  return fails("dlopen", TAKES_NONE) ? NULL : real(file, mode);
}

int dlclose(void* code) {
  REAL(dlclose);
  return fails("dlclose", TAKES_NONE) ? -1 : real(code);
}
