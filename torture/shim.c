/* Stands between the program and the disk for one folder: counts every change of a file in it, and as it is told
 * dies before the n-th (or half way through it), lets it fail with a chosen errno, or writes down what was changed.
 * Preloaded into the bench's own worker on Linux; nothing of it is part of the program. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 1024
#define ROOM 600

enum { WRITE = 1, CUT, SYNC, CREATE, UNLINK, RENAME, LINK, MKDIR, RMDIR, NOTE };

static char folder[ROOM];
static size_t folder_length;
static char names[FDS][ROOM];
static int log_fd = -1;
static long counted, die_at = -1, fail_at = -1, fail_until = -1;
static int fail_errno, fail_kinds, torn;

void shim_watch(const char *path, int log) {
    snprintf(folder, ROOM, "%s", path);
    folder_length = strlen(folder);
    log_fd = log;
    counted = 0;
    die_at = fail_at = -1;
}
void shim_die(long at, int half) { counted = 0; die_at = at; torn = half; }
void shim_fail(long at, long until, int error, int kinds) {
    counted = 0; fail_at = at; fail_until = until; fail_errno = error; fail_kinds = kinds;
}
long shim_counted(void) { return counted; }

static int ours(const char *path) {
    return folder_length && path && !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || !path[folder_length]);
}
static const char *name_of(int fd) { return fd >= 0 && fd < FDS && names[fd][0] ? names[fd] : NULL; }

struct head { uint32_t kind, first, second, pad; int64_t at, length; };

static void put(int kind, const char *one, const char *two, int64_t at, const void *data, int64_t length) {
    if (log_fd < 0) return;
    struct head head = {kind, one ? strlen(one) : 0, two ? strlen(two) : 0, 0, at, length};
    struct iovec parts[4] = {{&head, sizeof head}, {(void *)one, head.first}, {(void *)two, head.second},
                             {(void *)data, data ? length : 0}};
    syscall(SYS_writev, log_fd, parts, 4);
}
void shim_note(const char *text) { put(NOTE, text, NULL, 0, NULL, 0); }

/* Count a change that is about to be made; return 1 when it is to fail, 2 when it is to be the last, done by half. */
static int before(int kind) {
    long now = counted++;
    if (now == die_at) {
        if (torn && kind == WRITE) return 2;
        syscall(SYS_kill, getpid(), SIGKILL);
    }
    if (fail_at >= 0 && now >= fail_at && now < fail_until && (fail_kinds & (1 << kind))) { errno = fail_errno; return 1; }
    return 0;
}

#define REAL(result, name, ...) static result (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

static ssize_t written(int fd, const void *data, size_t size, off_t at, ssize_t (*act)(int, const void *, size_t, off_t)) {
    const char *name = name_of(fd);
    if (!name) return act(fd, data, size, at);
    off_t place = at;
    if (at < 0) place = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    int what = before(WRITE);
    if (what == 1) return -1;
    if (what == 2) { act(fd, data, size / 2, at); syscall(SYS_kill, getpid(), SIGKILL); }
    ssize_t done = act(fd, data, size, at);
    if (done > 0) put(WRITE, name, NULL, place, data, done);
    return done;
}
static ssize_t plainly(int fd, const void *data, size_t size, off_t at) { return syscall(SYS_write, fd, data, size); }
static ssize_t placed(int fd, const void *data, size_t size, off_t at) { return syscall(SYS_pwrite64, fd, data, size, at); }

ssize_t write(int fd, const void *data, size_t size) { return written(fd, data, size, -1, plainly); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return written(fd, data, size, at, placed); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) { return written(fd, data, size, at, placed); }

/* Copying a file by the system's own means: here it passes as ordinary writes. */
ssize_t sendfile64(int to, int from, off_t *at, size_t size) {
    if (!name_of(to)) return syscall(SYS_sendfile, to, from, at, size);
    static char part[1 << 16];
    ssize_t got = at ? pread(from, part, size < sizeof part ? size : sizeof part, *at)
                     : read(from, part, size < sizeof part ? size : sizeof part);
    if (got <= 0) return got;
    ssize_t done = write(to, part, got);
    if (done > 0 && at) *at += done;
    return done;
}
ssize_t sendfile(int to, int from, off_t *at, size_t size) { return sendfile64(to, from, at, size); }

static int cut(int fd, off_t length) {
    const char *name = name_of(fd);
    if (name && before(CUT)) return -1;
    int done = syscall(SYS_ftruncate, fd, length);
    if (name && !done) put(CUT, name, NULL, length, NULL, 0);
    return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off_t length) { return cut(fd, length); }

static int synced(int fd, int number) {
    const char *name = name_of(fd);
    if (!name) return syscall(number, fd);
    if (before(SYNC)) return -1;
    put(SYNC, name, NULL, 0, NULL, 0); /* what counts is the order; the machine itself is not cut */
    return 0;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

static int opened(const char *path, int flags, mode_t mode) {
    int made = 0, emptied = 0;
    if (ours(path)) {
        struct stat found;
        int there = !stat(path, &found);
        made = (flags & O_CREAT) && !there;
        emptied = there && (flags & O_TRUNC) && S_ISREG(found.st_mode) && found.st_size;
        if ((made && before(CREATE)) || (emptied && before(CUT))) return -1;
    }
    int fd = syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    if (fd >= 0 && fd < FDS) {
        names[fd][0] = 0;
        if (ours(path)) {
            snprintf(names[fd], ROOM, "%s", path);
            if (made) put(CREATE, path, NULL, 0, NULL, 0);
            if (emptied) put(CUT, path, NULL, 0, NULL, 0);
        }
    }
    return fd;
}
#define MODE mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE return opened(path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(path, flags | O_LARGEFILE, mode); }
static int opened_at(int where, const char *path, int flags, mode_t mode) {
    if (where == AT_FDCWD || path[0] == '/') return opened(path, flags, mode);
    const char *parent = name_of(where);
    char whole[2 * ROOM];
    int fd = syscall(SYS_openat, where, path, flags, mode);
    if (fd >= 0 && fd < FDS) {
        names[fd][0] = 0;
        if (parent) { snprintf(whole, sizeof whole, "%s/%s", parent, path); snprintf(names[fd], ROOM, "%.590s", whole); }
    }
    return fd;
}
int openat(int where, const char *path, int flags, ...) { MODE return opened_at(where, path, flags, mode); }
int openat64(int where, const char *path, int flags, ...) { MODE return opened_at(where, path, flags | O_LARGEFILE, mode); }
int close(int fd) {
    if (fd >= 0 && fd < FDS) names[fd][0] = 0;
    return syscall(SYS_close, fd);
}

#define ONE(name, kind) \
    int name(const char *path) { \
        REAL(int, name, const char *); \
        if (!ours(path)) return real(path); \
        if (before(kind)) return -1; \
        int done = real(path); \
        if (!done) put(kind, path, NULL, 0, NULL, 0); \
        return done; \
    }
ONE(unlink, UNLINK)
ONE(rmdir, RMDIR)

int unlinkat(int where, const char *path, int flags) {
    char whole[2 * ROOM];
    const char *parent = name_of(where);
    if (where == AT_FDCWD || path[0] == '/') snprintf(whole, sizeof whole, "%s", path);
    else if (parent) snprintf(whole, sizeof whole, "%s/%s", parent, path);
    else return syscall(SYS_unlinkat, where, path, flags);
    int kind = flags & AT_REMOVEDIR ? RMDIR : UNLINK;
    if (ours(whole) && before(kind)) return -1;
    int done = syscall(SYS_unlinkat, where, path, flags);
    if (!done && ours(whole)) put(kind, whole, NULL, 0, NULL, 0);
    return done;
}
int mkdir(const char *path, mode_t mode) {
    if (ours(path) && before(MKDIR)) return -1;
    int done = syscall(SYS_mkdirat, AT_FDCWD, path, mode);
    if (!done && ours(path)) put(MKDIR, path, NULL, 0, NULL, 0);
    return done;
}
int rename(const char *from, const char *to) {
    int mine = ours(from) || ours(to);
    if (mine && before(RENAME)) return -1;
    int done = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!done && mine) {
        for (int fd = 0; fd < FDS; fd++) if (!strcmp(names[fd], from)) snprintf(names[fd], ROOM, "%s", to);
        put(RENAME, from, to, 0, NULL, 0);
    }
    return done;
}
static int linked(const char *from, const char *to) {
    int mine = ours(from) || ours(to);
    if (mine && before(LINK)) return -1;
    int done = syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
    if (!done && mine) put(LINK, from, to, 0, NULL, 0);
    return done;
}
int link(const char *from, const char *to) { return linked(from, to); }
int linkat(int one, const char *from, int two, const char *to, int flags) {
    if (one == AT_FDCWD && two == AT_FDCWD) return linked(from, to);
    return syscall(SYS_linkat, one, from, two, to, flags);
}
