#pragma once

#include "cprocess.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>

/// An order as the supervisor needs it.
struct pt_job {
  struct pt_order order;
  const char *path;
  const char *directory;
  const char *output_path;
  char **arguments;
  char **variables;
};

/// Dispositions that a command must find as this program found them.
#define PT_RESTORED_SIGNAL_COUNT 6
extern const int pt_restored_signals[PT_RESTORED_SIGNAL_COUNT];
extern bool pt_signal_was_ignored[PT_RESTORED_SIGNAL_COUNT];

/// Runs one job to its end. Each byte from `interruption` asks for an end of the command; the end
/// of file means that nobody waits for the report any more.
void pt_supervise(
  const struct pt_job *job, int interruption, struct pt_report *report, struct pt_point *points);

int pt_read_fully(int descriptor, void *buffer, size_t length);
int pt_write_fully(int descriptor, const void *buffer, size_t length);

// MARK: Streams

struct pt_stream {
  int source;
  /// -1: bytes are dropped.
  int destination;
  bool owns_destination;
  /// Whether bytes can be moved inside the kernel.
  bool splices;
  /// Whether a write to the destination can be made to return at once.
  bool destination_is_file;
  /// Whether the destination has to drain before more is moved.
  bool blocked;
  /// Bytes that the pipe holds.
  int64_t capacity;
  uint64_t count;
  char *buffer;
  size_t buffered;
  size_t written;
};

void pt_stream_open(struct pt_stream *stream, int source, int destination);
/// Moves what is there, at most about `limit` bytes, without waiting.
void pt_stream_pump(struct pt_stream *stream, uint64_t limit);
/// Moves what was in the pipe at the time of the call, waiting for the destination if need be.
void pt_stream_drain(struct pt_stream *stream);
void pt_stream_close(struct pt_stream *stream);

// MARK: Tree

/// Makes this process the parent of orphaned descendants. Returns whether that works here.
bool pt_tree_adopt(void);
/// Resident bytes of the tree below this process (Linux) or below `root` (macOS); the number of
/// processes that are alive goes to `alive`.
int64_t pt_tree_memory(pid_t root, uint32_t *alive);
void pt_tree_kill(pid_t root, int signal);

// MARK: Counters

struct pt_counter_set {
  int descriptors[PT_COUNTER_COUNT];
  struct pt_count counts[PT_COUNTER_COUNT];
};

/// Opens counters that start with the next exec of a child of this process.
void pt_counters_open(struct pt_counter_set *set, bool wanted);
void pt_counters_read(struct pt_counter_set *set);

// MARK: Profile

/// A memory profile that never has more than `PT_POINT_LIMIT` points and never loses its peak.
struct pt_profile {
  struct pt_point *points;
  uint32_t count;
  /// How many samples are merged into a point.
  uint32_t samples_per_point;
  uint32_t samples_in_last;
};

void pt_profile_add(struct pt_profile *profile, int64_t time_ns, int64_t bytes);
