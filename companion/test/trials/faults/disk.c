/*
 * Loaded before a program (LD_PRELOAD): a disk that is slow, or a program that is killed in the midst of a write. Only files below TRIAL_FOLDER
 * are meant.
 * TRIAL_FSYNC_MS: milliseconds that each fsync and fdatasync takes more.
 * TRIAL_KILL_AT: the number of the call (of write, pwrite, ftruncate, fsync or fdatasync) in which the process ends as by kill -9; of what it
 * was to write, the first half has been written.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static atomic_long calls;

static long number(const char *name) {
    const char *text = getenv(name);
    return text == NULL ? 0 : strtol(text, NULL, 10);
}

static int is_meant(int file) {
    const char *folder = getenv("TRIAL_FOLDER");
    char link[64], path[4096];
    if (folder == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, folder, strlen(folder)) == 0;
}

static int is_last(int file) {
    long at = number("TRIAL_KILL_AT");
    return at > 0 && is_meant(file) && atomic_fetch_add(&calls, 1) + 1 == at;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static void delay(int file) {
    long ms = number("TRIAL_FSYNC_MS");
    if (ms == 0 || !is_meant(file)) return;
    struct timespec time = {ms / 1000, ms % 1000 * 1000000};
    nanosleep(&time, NULL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int file) {
    if (is_last(file)) die();
    delay(file);
    return NEXT(fsync)(file);
}

int fdatasync(int file) {
    if (is_last(file)) die();
    delay(file);
    return NEXT(fdatasync)(file);
}

int ftruncate(int file, off_t length) {
    if (is_last(file)) die();
    return NEXT(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
    if (is_last(file)) die();
    return NEXT(ftruncate64)(file, length);
}

ssize_t write(int file, const void *bytes, size_t size) {
    if (is_last(file)) {
        NEXT(write)(file, bytes, size / 2);
        die();
    }
    return NEXT(write)(file, bytes, size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) {
    if (is_last(file)) {
        NEXT(pwrite)(file, bytes, size / 2, at);
        die();
    }
    return NEXT(pwrite)(file, bytes, size, at);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) {
    if (is_last(file)) {
        NEXT(pwrite64)(file, bytes, size / 2, at);
        die();
    }
    return NEXT(pwrite64)(file, bytes, size, at);
}
