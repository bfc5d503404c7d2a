#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "cprocess.h"

#include <unistd.h>

#ifdef __linux__
#include <sched.h>

int pt_allowed_cores(void) {
  // The kernel refuses a set that is too small for the cores it may have.
  for (int count = 1024; count <= 1 << 20; count *= 2) {
    cpu_set_t *set = CPU_ALLOC(count);
    if (!set) return -1;
    size_t size = CPU_ALLOC_SIZE(count);
    int found = sched_getaffinity(0, size, set) == 0 ? CPU_COUNT_S(size, set) : -1;
    CPU_FREE(set);
    if (found > 0) return found;
  }
  return -1;
}
#else
int pt_allowed_cores(void) { return (int)sysconf(_SC_NPROCESSORS_ONLN); }
#endif
