#include "internal.h"

void pt_profile_add(struct pt_profile *profile, int64_t time_ns, int64_t bytes) {
  if (profile->samples_per_point == 0) profile->samples_per_point = 1;
  if (profile->count > 0 && profile->samples_in_last < profile->samples_per_point) {
    struct pt_point *last = &profile->points[profile->count - 1];
    if (bytes > last->bytes) *last = (struct pt_point){time_ns, bytes};
    profile->samples_in_last++;
    return;
  }
  if (profile->count == PT_POINT_LIMIT) {
    for (uint32_t i = 0; i < PT_POINT_LIMIT / 2; i++) {
      struct pt_point a = profile->points[2 * i], b = profile->points[2 * i + 1];
      profile->points[i] = b.bytes > a.bytes ? b : a;
    }
    profile->count = PT_POINT_LIMIT / 2;
    profile->samples_per_point *= 2;
  }
  profile->points[profile->count++] = (struct pt_point){time_ns, bytes};
  profile->samples_in_last = 1;
}
