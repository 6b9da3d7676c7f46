/* Preloaded into the program: while the file named by SAMENBEELD_FAULT exists, flushing or growing a regular file fails.
   The file's first byte says how: 'f' flushing fails with EIO, 's' writing fails with ENOSPC. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static char armed(int fd) {
    const char *path = getenv("SAMENBEELD_FAULT");
    struct stat kind;
    char how = 0;
    if (!path || fd <= 2 || fstat(fd, &kind) != 0 || !S_ISREG(kind.st_mode)) return 0;
    long trigger = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC);
    if (trigger < 0) return 0;
    if (syscall(SYS_read, trigger, &how, 1) != 1) how = 0;
    syscall(SYS_close, trigger);
    return how;
}

#define FLUSH(name)                                                        \
    int name(int fd) {                                                     \
        static int (*real)(int);                                           \
        if (armed(fd) == 'f') { errno = EIO; return -1; }                  \
        if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, #name);           \
        return real(fd);                                                   \
    }
FLUSH(fsync)
FLUSH(fdatasync)

/* A write to a file that was opened to flush with each write is a flush too. */
static int flushes(int fd) { return (fcntl(fd, F_GETFL) & O_DSYNC) == O_DSYNC; }

#define WRITE(name, parameters, arguments)                                 \
    ssize_t name parameters {                                              \
        static ssize_t (*real) parameters;                                 \
        char how = armed(fd);                                              \
        if (how == 's') { errno = ENOSPC; return -1; }                     \
        if (how == 'f' && flushes(fd)) { errno = EIO; return -1; }         \
        if (!real) real = (ssize_t (*) parameters)dlsym(RTLD_NEXT, #name); \
        return real arguments;                                             \
    }
WRITE(write, (int fd, const void *bytes, size_t length), (fd, bytes, length))
WRITE(pwrite, (int fd, const void *bytes, size_t length, off_t at), (fd, bytes, length, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t length, off64_t at), (fd, bytes, length, at))
WRITE(writev, (int fd, const struct iovec *parts, int count), (fd, parts, count))
WRITE(pwritev, (int fd, const struct iovec *parts, int count, off_t at), (fd, parts, count, at))
