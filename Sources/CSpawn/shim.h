#ifndef ENDSTATE_CSPAWN_SHIM_H
#define ENDSTATE_CSPAWN_SHIM_H

#include <pthread.h>
#include <spawn.h>
#include <string.h>

// GNU's additions, which the C library declares only where _GNU_SOURCE was defined before its first header.
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int pipe2(int[2], int);
#ifndef POSIX_SPAWN_SETSID
#define POSIX_SPAWN_SETSID 0x80
#endif
extern int pthread_setname_np(pthread_t, const char *);

static inline int endstate_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}

static inline int endstate_spawn_change_directory(posix_spawn_file_actions_t *actions, const char *path) {
    return posix_spawn_file_actions_addchdir_np(actions, path);
}

static inline int endstate_pipe_close_on_exec(int ends[2], int flags) {
    return pipe2(ends, flags);
}

// The system refuses a name of more than fifteen bytes, instead of cutting it.
static inline void endstate_name_this_thread(const char *name) {
    char cut[16] = {0};
    strncpy(cut, name, sizeof(cut) - 1);
    pthread_setname_np(pthread_self(), cut);
}

#endif
