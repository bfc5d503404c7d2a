/// Starting, watching and measuring one process tree at a time.
///
/// A small *launcher* is forked off early, before the program has grown, because a child's peak
/// resident set starts at that of the process that forked it. For each order the launcher forks a
/// *supervisor*, which adopts re-parented descendants (Linux), starts the command, counts its
/// streams, samples its memory and reports. Everything between fork and exec is plain C.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Most points of a memory profile.
#define PT_POINT_LIMIT 198

enum pt_input {
  /// The command reads what this program would read.
  PT_INPUT_INHERIT = 0,
  /// The command meets the end of its input at once.
  PT_INPUT_EMPTY = 1,
};

enum pt_output {
  /// Both streams are counted and dropped.
  PT_OUTPUT_DISCARD = 0,
  /// Both streams are counted and handed on to this program's own.
  PT_OUTPUT_PASS = 1,
  /// Both streams are counted and appended to a file.
  PT_OUTPUT_FILE = 2,
  /// Standard output is counted and dropped, standard error handed on.
  PT_OUTPUT_ERRORS = 3,
};

enum pt_stage {
  PT_STAGE_NONE = 0,
  PT_STAGE_EXEC = 1,
  PT_STAGE_DIRECTORY = 2,
  PT_STAGE_OUTPUT = 3,
  PT_STAGE_FORK = 4,
};

enum pt_counter {
  PT_COUNTER_INSTRUCTIONS = 0,
  PT_COUNTER_CYCLES = 1,
  PT_COUNTER_BRANCH_MISSES = 2,
  PT_COUNTER_CACHE_MISSES = 3,
  PT_COUNTER_TASK_CLOCK = 4,
};
#define PT_COUNTER_COUNT 5

/// What is to be executed. The text that belongs to it holds, each ended by a zero byte: the path
/// of the program, the working directory (may be empty), the output file (may be empty), the
/// arguments beginning with the program's name, and the environment's variables.
struct pt_order {
  uint32_t text_length;
  uint32_t argument_count;
  uint32_t variable_count;
  uint8_t input;
  uint8_t output;
  /// Whether the command gets a process group of its own.
  uint8_t own_group;
  uint8_t counters;
  /// Zero: no limit.
  int64_t timeout_ns;
  /// Time from the polite signal to the kill.
  int64_t grace_ns;
  /// How long a command that stopped itself may stay stopped; zero: for ever.
  int64_t stopped_limit_ns;
};

struct pt_count {
  int64_t value;
  /// Zero if `value` holds; an errno if the counter could not be opened; -1 if it was not asked
  /// for; EAGAIN if the kernel had to share the counter, so that the value would be an estimate.
  int32_t status;
};

struct pt_point {
  int64_t time_ns;
  int64_t bytes;
};

struct pt_report {
  /// Why the command was not started, an errno; zero if it was.
  int32_t start_error;
  int32_t start_stage;
  int32_t exit_code;
  /// The signal that killed the command; zero if it exited.
  int32_t signal;
  /// The signal that had stopped the command when it was given up; zero otherwise.
  int32_t stopped_by;
  uint8_t timed_out;
  uint8_t interrupted;
  /// Whether the system can tell re-parented descendants from foreign processes.
  uint8_t adopts_orphans;
  int64_t wall_ns;
  int64_t user_us;
  int64_t system_us;
  /// Largest resident set of the largest process.
  int64_t max_rss_bytes;
  /// The resident set with which the command was born: smaller peaks cannot be told.
  int64_t floor_bytes;
  int64_t tree_peak_bytes;
  /// Mean over time.
  int64_t tree_mean_bytes;
  /// Processor time that sampling took, of the recorder, not of the command.
  int64_t sampling_ns;
  int64_t minor_faults;
  int64_t major_faults;
  int64_t voluntary_switches;
  int64_t involuntary_switches;
  int64_t block_inputs;
  int64_t block_outputs;
  uint64_t output_bytes;
  uint64_t error_bytes;
  uint32_t sample_count;
  uint32_t point_count;
  /// Descendants that had lost their parent and were reaped here.
  uint32_t orphan_count;
  /// Descendants that still lived when the command had ended.
  uint32_t leftover_count;
  struct pt_count counters[PT_COUNTER_COUNT];
};

struct pt_launcher {
  /// Socket for orders and reports.
  int control;
  /// Pipe for interruptions; its end tells the supervisor that this program is gone.
  int interruption;
  pid_t process;
};

/// Forks the launcher. Returns 0, or an errno.
///
/// `image` is the launcher as a program of its own in hexadecimal digits, or NULL. A process that
/// has replaced itself by that small program gives commands a lower floor of memory than a fork of
/// this one; where the system does not allow that, the fork itself serves.
int pt_launcher_start(struct pt_launcher *launcher, const uint8_t *image, size_t digits);
/// The main function of the launcher as a program of its own.
int pt_launcher_main(int argument_count, char **arguments);
/// Ends the launcher and waits for it.
void pt_launcher_stop(const struct pt_launcher *launcher);

/// Executes one order and waits for its report. `points` has room for `PT_POINT_LIMIT` points.
/// Returns 0, or an errno if the launcher is gone.
int pt_execute(
  const struct pt_launcher *launcher, const struct pt_order *order, const uint8_t *text,
  struct pt_report *report, struct pt_point *points);

/// From now on SIGINT, SIGTERM and SIGHUP interrupt the execution in progress and are remembered.
/// Signals that were ignored stay so.
void pt_interruption_watch(const struct pt_launcher *launcher);
/// The first signal caught since `pt_interruption_watch`; zero if there was none.
int pt_interruption_signal(void);
/// Undoes `pt_interruption_watch`.
void pt_interruption_unwatch(void);

/// Whether standard input is a terminal of which this program is in the foreground.
int pt_owns_terminal(void);

/// Tries every counter on this process; fills in `PT_COUNTER_COUNT` entries.
void pt_probe_counters(struct pt_count *counts);

/// Cores that this process may run on; -1 where unknown.
int pt_allowed_cores(void);

/// Arithmetic that takes time in proportion to `rounds`, for comparing the machine with itself.
uint64_t pt_work(uint64_t rounds);

/// The monotonic clock in nanoseconds.
int64_t pt_monotonic_ns(void);
/// The wall clock in nanoseconds since 1970.
int64_t pt_wall_clock_ns(void);
/// When a file's contents were changed last, in milliseconds since 1970; takes a `struct stat`, whose header would make
/// this module the owner of the system's types.
int64_t pt_modified_ms(const void *status);

#ifdef __cplusplus
}
#endif
