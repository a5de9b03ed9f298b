/* A disk that fails on purpose: counts the calls by which a program changes files, and at one of them fails, cuts it
   short, or ends the program as a power cut would. Loaded by LD_PRELOAD, so that it stands below SQLite as well. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OFF, COUNT, KILL, TORN, ONCE, ONWARD, SHORT };

static atomic_int calls;
static int mode = OFF, at, with;

void faults_arm(int new_mode, int new_at, int new_with) {
    atomic_store(&calls, 0);
    at = new_at;
    with = new_with;
    mode = new_mode;
}

int faults_calls(void) { return atomic_load(&calls); }

static void die(void) { kill(getpid(), SIGKILL); }

/* 0: let it through; 1: fail; 2: do half, then as the mode says. */
static int turn(void) {
    if (mode == OFF) return 0;
    int call = atomic_fetch_add(&calls, 1) + 1;
    if (mode == ONWARD && call >= at) return 1;
    if (call != at) return 0;
    if (mode == KILL) die();
    if (mode == ONCE) return 1;
    return mode == TORN || mode == SHORT ? 2 : 0;
}

static int regular(int fd) {
    struct stat found;
    int saved = errno, held = fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
    errno = saved;
    return held;
}

static int folder(int fd) {
    struct stat found;
    int saved = errno, held = fstat(fd, &found) == 0 && S_ISDIR(found.st_mode);
    errno = saved;
    return held;
}

#define NEXT(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))
#define FAIL return errno = with, -1

ssize_t write(int fd, const void *data, size_t size) {
    int what = regular(fd) ? turn() : 0;
    if (what == 1) FAIL;
    ssize_t done = NEXT(write)(fd, data, what && size > 1 ? size / 2 : size);
    if (what && mode == TORN) die();
    return done;
}

ssize_t writev(int fd, const struct iovec *parts, int number) {
    if (regular(fd) && turn() == 1) FAIL;
    return NEXT(writev)(fd, parts, number);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t where) {
    int what = regular(fd) ? turn() : 0;
    if (what == 1) FAIL;
    ssize_t done = NEXT(pwrite)(fd, data, what && size > 1 ? size / 2 : size, where);
    if (what && mode == TORN) die();
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t where) { return pwrite(fd, data, size, where); }

#define WHOLE(call)                     \
    int what = turn();                  \
    if (what == 1) FAIL;                \
    int done = call;                    \
    if (what && mode == TORN) die();    \
    return done;

int fsync(int fd) {
    if (!regular(fd) && !folder(fd)) return NEXT(fsync)(fd);
    WHOLE(NEXT(fsync)(fd))
}

int fdatasync(int fd) {
    if (!regular(fd)) return NEXT(fdatasync)(fd);
    WHOLE(NEXT(fdatasync)(fd))
}

int ftruncate(int fd, off_t size) {
    if (!regular(fd)) return NEXT(ftruncate)(fd, size);
    WHOLE(NEXT(ftruncate)(fd, size))
}

int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }
int rename(const char *from, const char *to) { WHOLE(NEXT(rename)(from, to)) }
int renameat(int one, const char *from, int other, const char *to) { WHOLE(NEXT(renameat)(one, from, other, to)) }
int unlink(const char *path) { WHOLE(NEXT(unlink)(path)) }
int unlinkat(int at_folder, const char *path, int flags) { WHOLE(NEXT(unlinkat)(at_folder, path, flags)) }
int mkdir(const char *path, mode_t bits) { WHOLE(NEXT(mkdir)(path, bits)) }

#define OPEN(call)                                          \
    mode_t bits = 0;                                        \
    if (flags & O_CREAT) {                                  \
        va_list rest;                                       \
        va_start(rest, flags);                              \
        bits = va_arg(rest, mode_t);                        \
        va_end(rest);                                       \
        int what = turn();                                  \
        if (what == 1) FAIL;                                \
        int done = call;                                    \
        if (what && mode == TORN) die();                    \
        return done;                                        \
    }                                                       \
    return call;

int open(const char *path, int flags, ...) { OPEN(NEXT(open)(path, flags, bits)) }
int open64(const char *path, int flags, ...) { OPEN(NEXT(open64)(path, flags, bits)) }
int openat(int at_folder, const char *path, int flags, ...) { OPEN(NEXT(openat)(at_folder, path, flags, bits)) }
int openat64(int at_folder, const char *path, int flags, ...) { OPEN(NEXT(openat64)(at_folder, path, flags, bits)) }
