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

uint64_t pt_work(uint64_t rounds) {
  static uint64_t table[256];
  uint64_t state = 0x9E3779B97F4A7C15;
  for (uint64_t i = 0; i < rounds; i++) {
    state = state * 6364136223846793005 + 1442695040888963407;
    table[state >> 56] += state;
  }
  uint64_t sum = 0;
  for (int i = 0; i < 256; i++) sum ^= table[i];
  return sum >> 1;
}
