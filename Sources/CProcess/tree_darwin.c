#ifdef __APPLE__
#include "internal.h"

#include <libproc.h>
#include <signal.h>
#include <unistd.h>

// macOS has no subreaper: a descendant that loses its parent goes to launchd. It is still found by
// the process group of the command, unless it left that as well.

enum { PROCESS_LIMIT = 1 << 14 };

bool pt_tree_adopt(void) { return false; }

static bool contains(const pid_t *list, uint32_t count, pid_t pid) {
  for (uint32_t i = 0; i < count; i++)
    if (list[i] == pid) return true;
  return false;
}

static uint32_t append_new(pid_t *list, uint32_t count, const pid_t *found, int number) {
  for (int i = 0; i < number && count < PROCESS_LIMIT; i++)
    if (found[i] > 0 && !contains(list, count, found[i])) list[count++] = found[i];
  return count;
}

/// All processes of the tree: the root, its group, and the children of each.
static uint32_t list_tree(pid_t root, pid_t *list) {
  static pid_t found[PROCESS_LIMIT];
  uint32_t count = 0;
  list[count++] = root;
  if (getpgid(root) != getpgrp()) {
    int number = proc_listpgrppids(root, found, sizeof found);
    count = append_new(list, count, found, number);
  }
  for (uint32_t i = 0; i < count; i++) {
    int number = proc_listchildpids(list[i], found, sizeof found);
    count = append_new(list, count, found, number);
  }
  return count;
}

int64_t pt_tree_memory(pid_t root, uint32_t *alive) {
  static pid_t list[PROCESS_LIMIT];
  int64_t bytes = 0;
  *alive = 0;
  uint32_t count = list_tree(root, list);
  for (uint32_t i = 0; i < count; i++) {
    struct rusage_info_v2 usage;
    if (proc_pid_rusage(list[i], RUSAGE_INFO_V2, (rusage_info_t *)&usage) != 0) continue;
    bytes += (int64_t)usage.ri_resident_size;
    ++*alive;
  }
  return bytes;
}

void pt_tree_kill(pid_t root, int signal) {
  static pid_t list[PROCESS_LIMIT];
  uint32_t count = list_tree(root, list);
  for (uint32_t i = 0; i < count; i++) kill(list[i], signal);
}
#endif
