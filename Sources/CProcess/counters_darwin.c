#ifdef __APPLE__
#include "internal.h"

#include <errno.h>

// macOS gives its counters to the superuser and to Apple's own tools alone.

void pt_counters_open(struct pt_counter_set *set, bool wanted) {
  for (int i = 0; i < PT_COUNTER_COUNT; i++) {
    set->descriptors[i] = -1;
    set->counts[i] = (struct pt_count){.value = 0, .status = wanted ? ENOTSUP : -1};
  }
}

void pt_counters_read(struct pt_counter_set *set) { (void)set; }

void pt_probe_counters(struct pt_count *counts) {
  for (int i = 0; i < PT_COUNTER_COUNT; i++)
    counts[i] = (struct pt_count){.value = 0, .status = ENOTSUP};
}
#endif
