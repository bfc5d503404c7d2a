#ifdef __linux__
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
  uint32_t type;
  uint64_t config;
} kinds[PT_COUNTER_COUNT] = {
  [PT_COUNTER_INSTRUCTIONS] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_INSTRUCTIONS},
  [PT_COUNTER_CYCLES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CPU_CYCLES},
  [PT_COUNTER_BRANCH_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_BRANCH_MISSES},
  [PT_COUNTER_CACHE_MISSES] = {PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES},
  [PT_COUNTER_TASK_CLOCK] = {PERF_TYPE_SOFTWARE, PERF_COUNT_SW_TASK_CLOCK},
};

static int open_counter(int counter) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = kinds[counter].type;
  attributes.config = kinds[counter].config;
  attributes.disabled = 1;
  attributes.inherit = 1;
  attributes.enable_on_exec = 1;
  // User mode only: the figure then means the same whatever the kernel allows, and repeats better.
  attributes.exclude_kernel = kinds[counter].type == PERF_TYPE_HARDWARE;
  attributes.exclude_hv = 1;
  attributes.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
}

void pt_counters_open(struct pt_counter_set *set, bool wanted) {
  for (int i = 0; i < PT_COUNTER_COUNT; i++) {
    set->descriptors[i] = wanted ? open_counter(i) : -1;
    set->counts[i].value = 0;
    set->counts[i].status = !wanted ? -1 : set->descriptors[i] < 0 ? errno : 0;
  }
}

void pt_counters_read(struct pt_counter_set *set) {
  for (int i = 0; i < PT_COUNTER_COUNT; i++) {
    if (set->descriptors[i] < 0) continue;
    struct {
      uint64_t value, enabled, running;
    } read_out;
    ssize_t length = read(set->descriptors[i], &read_out, sizeof read_out);
    if (length != sizeof read_out) {
      set->counts[i].status = length < 0 ? errno : EIO;
    } else if (read_out.running < read_out.enabled) {
      set->counts[i].status = EAGAIN;
    } else {
      set->counts[i].value = (int64_t)read_out.value;
    }
    close(set->descriptors[i]);
    set->descriptors[i] = -1;
  }
}

void pt_probe_counters(struct pt_count *counts) {
  for (int i = 0; i < PT_COUNTER_COUNT; i++) {
    int descriptor = open_counter(i);
    counts[i] = (struct pt_count){.value = 0, .status = descriptor < 0 ? errno : 0};
    if (descriptor >= 0) close(descriptor);
  }
}
#endif
