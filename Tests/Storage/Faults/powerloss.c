/* Loaded into a process before its libraries (LD_PRELOAD), this keeps what would be left after a power cut in the worst case: of every file
   below POWERLOSS_ROOT the content at its last flush, of every folder the names at its last flush. What was not flushed is nowhere. In
   POWERLOSS_SHADOW a file is "f-" and a folder "d-" with its inode and birth; a folder's lines are kind, inode and birth, name. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void *(*next_dlsym)(void *, const char *);

static void find_dlsym(void) {
    static const char *const versions[] = {"GLIBC_2.34", "GLIBC_2.17", "GLIBC_2.2.5"};
    for (size_t i = 0; next_dlsym == NULL && i < sizeof versions / sizeof *versions; i++) {
        next_dlsym = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", versions[i]);
    }
}

static int identity(int folder, const char *name, char *key, size_t length, mode_t *mode) {
    struct statx found;
    if (statx(folder, name, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS | STATX_BTIME, &found) != 0) {
        return 0;
    }

    *mode = found.stx_mode;
    snprintf(key, length, "%llu-%lld-%u", (unsigned long long)found.stx_ino, (long long)found.stx_btime.tv_sec, found.stx_btime.tv_nsec);
    return 1;
}

static void list_folder(int descriptor, int out) {
    int again = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = again < 0 ? NULL : fdopendir(again);
    if (folder == NULL) {
        return;
    }

    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char key[80];
        mode_t mode;
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && identity(again, entry->d_name, key, sizeof key, &mode)) {
            dprintf(out, "%c %s %s\n", S_ISDIR(mode) ? 'd' : 'f', key, entry->d_name);
        }
    }

    closedir(folder);
}

static void copy_file(int descriptor, int out) {
    char path[64];
    char buffer[65536];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    int in = open(path, O_RDONLY | O_CLOEXEC);
    for (ssize_t count; in >= 0 && (count = read(in, buffer, sizeof buffer)) > 0;) {
        if (write(out, buffer, (size_t)count) != count) {
            abort();
        }
    }

    close(in);
}

/* The copy is made before the flush and counts only after it: what is written meanwhile is not promised. Flushes of one file go one after the
   other, in all processes: an earlier copy that counted after a later one would take back what was promised. */
static int keep(int descriptor, int (*flush)(int)) {
    const char *root = getenv("POWERLOSS_ROOT");
    const char *shadow = getenv("POWERLOSS_SHADOW");
    char link[64], path[PATH_MAX] = "", key[80], temporary[PATH_MAX], final[PATH_MAX], turn[PATH_MAX];
    mode_t mode;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    if (root == NULL || shadow == NULL || readlink(link, path, sizeof path - 1) < 0 || strncmp(path, root, strlen(root)) != 0
        || !identity(descriptor, "", key, sizeof key, &mode)) {
        return flush(descriptor);
    }

    snprintf(temporary, sizeof temporary, "%s/t-%s-%ld", shadow, key, (long)syscall(SYS_gettid));
    snprintf(final, sizeof final, "%s/%c-%s", shadow, S_ISDIR(mode) ? 'd' : 'f', key);
    snprintf(turn, sizeof turn, "%s/l-%s", shadow, key);
    int lock = open(turn, O_RDONLY | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0 || flock(lock, LOCK_EX) != 0) {
        abort();
    }

    int out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (out < 0) {
        abort();
    }

    if (S_ISDIR(mode)) {
        list_folder(descriptor, out);
    } else {
        copy_file(descriptor, out);
    }

    close(out);
    int result = flush(descriptor);
    if (result == 0) {
        rename(temporary, final);
    }

    close(lock);
    return result;
}

int fsync(int descriptor) {
    find_dlsym();
    return keep(descriptor, (int (*)(int))next_dlsym(RTLD_NEXT, "fsync"));
}

int fdatasync(int descriptor) {
    find_dlsym();
    return keep(descriptor, (int (*)(int))next_dlsym(RTLD_NEXT, "fdatasync"));
}

/* Who looks the flush up by name, as .NET does for its imports, gets this one too. */
void *dlsym(void *library, const char *name) {
    find_dlsym();
    return strcmp(name, "fsync") == 0 ? (void *)fsync : strcmp(name, "fdatasync") == 0 ? (void *)fdatasync : next_dlsym(library, name);
}
