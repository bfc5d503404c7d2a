#ifdef __linux__
#define _GNU_SOURCE
#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Most processes that one walk of the tree visits.
enum { PROCESS_LIMIT = 1 << 16 };

struct directory_entry {
  uint64_t inode;
  int64_t offset;
  uint16_t length;
  uint8_t type;
  char name[];
};

bool pt_tree_adopt(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0; }

static char *append_number(char *end, uint32_t value) {
  char digits[12];
  int count = 0;
  do digits[count++] = (char)('0' + value % 10);
  while ((value /= 10) > 0);
  while (count > 0) *end++ = digits[--count];
  return end;
}

static int proc_folder(void) {
  static int folder = -2;
  if (folder == -2) folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return folder;
}

/// Reads a small file of /proc; returns the number of bytes, or -1 when the process is gone.
static ssize_t read_small(int folder, const char *path, char *buffer, size_t size) {
  int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  size_t filled = 0;
  while (filled < size) {
    ssize_t count = read(file, buffer + filled, size - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    filled += (size_t)count;
  }
  close(file);
  return (ssize_t)filled;
}

/// Appends the children of one thread to `found`.
static uint32_t append_children(int tasks, const char *thread, pid_t *found, uint32_t count) {
  static char text[1 << 18];
  char path[32], *end = path;
  for (const char *c = thread; *c && end < path + 16; c++) *end++ = *c;
  memcpy(end, "/children", 10);
  ssize_t length = read_small(tasks, path, text, sizeof text);
  pid_t pid = 0;
  for (ssize_t i = 0; i < length; i++) {
    if (text[i] >= '0' && text[i] <= '9') {
      pid = pid * 10 + (text[i] - '0');
    } else if (pid > 0) {
      if (count < PROCESS_LIMIT) found[count++] = pid;
      pid = 0;
    }
  }
  return count;
}

/// Appends the children of all threads of `pid`.
static uint32_t append_all_children(pid_t pid, pid_t *found, uint32_t count) {
  static char entries[1 << 15];
  char path[32], *end = append_number(path, (uint32_t)pid);
  memcpy(end, "/task", 6);
  int tasks = openat(proc_folder(), path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (tasks < 0) return count;
  for (;;) {
    long length = syscall(SYS_getdents64, tasks, entries, sizeof entries);
    if (length <= 0) break;
    for (long offset = 0; offset < length;) {
      struct directory_entry *entry = (struct directory_entry *)(void *)(entries + offset);
      if (entry->name[0] != '.') count = append_children(tasks, entry->name, found, count);
      offset += entry->length;
    }
  }
  close(tasks);
  return count;
}

static pid_t *process_list(void) {
  static pid_t *list;
  if (!list) {
    void *memory = mmap(
      NULL, PROCESS_LIMIT * sizeof(pid_t), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
      0);
    list = memory == MAP_FAILED ? NULL : memory;
  }
  return list;
}

/// Resident pages of a process; -1 when it is gone, 0 for a zombie.
static int64_t resident_pages(pid_t pid) {
  char path[32], text[160], *end = append_number(path, (uint32_t)pid);
  memcpy(end, "/statm", 7);
  ssize_t length = read_small(proc_folder(), path, text, sizeof text);
  if (length <= 0) return -1;
  ssize_t i = 0;
  while (i < length && text[i] != ' ') i++;
  int64_t pages = 0;
  for (i++; i < length && text[i] >= '0' && text[i] <= '9'; i++)
    pages = pages * 10 + (text[i] - '0');
  return pages;
}

int64_t pt_tree_memory(pid_t root, uint32_t *alive) {
  (void)root;
  pid_t *list = process_list();
  *alive = 0;
  if (!list) return 0;
  int64_t pages = 0;
  uint32_t count = append_all_children(getpid(), list, 0);
  for (uint32_t i = 0; i < count; i++) {
    int64_t resident = resident_pages(list[i]);
    if (resident > 0) {
      pages += resident;
      ++*alive;
    }
    if (resident >= 0) count = append_all_children(list[i], list, count);
  }
  return pages * sysconf(_SC_PAGESIZE);
}

void pt_tree_kill(pid_t root, int signal) {
  (void)root;
  pid_t *list = process_list();
  if (!list) return;
  uint32_t count = append_all_children(getpid(), list, 0);
  for (uint32_t i = 0; i < count; i++) {
    count = append_all_children(list[i], list, count);
    kill(list[i], signal);
  }
}
#endif
