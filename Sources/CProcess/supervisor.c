#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// What the child tells from between fork and exec, in memory that both see.
struct birth {
  int64_t start_ns;
  int64_t floor_bytes;
  int32_t error;
  int32_t stage;
};

/// Samples follow each other at 5 ms at first, then at a hundredth of the time that has passed, up
/// to a quarter of a second, and never so fast that taking them costs more than 1 % of a core.
enum { FIRST_INTERVAL_NS = 5000000, LAST_INTERVAL_NS = 250000000, COST_FACTOR = 150 };

/// Bytes moved for one stream before the others get a turn.
enum { TURN_SIZE = 8 << 20 };

/// The rate up to which streams are collected at leisure: they are looked at no sooner than a pipe
/// can have filled at this rate, so that a child that writes in small pieces does not have to share
/// its core with a reader that wakes for each of them. In bytes a nanosecond.
enum { COLLECTING_RATE = 4, LEAST_PAUSE_NS = 50000 };

struct supervision {
  const struct pt_job *job;
  struct pt_report *report;
  struct pt_profile profile;
  struct birth *birth;
  struct pt_stream output, error;
  pid_t child;
  int interruption;
  bool ended;
  bool abandoned;
  int interruption_count;
  int64_t start_ns, end_ns;
  /// When the streams may be looked at again.
  int64_t next_pump_ns;
  // Sampling.
  int64_t next_sample_ns, last_sample_ns;
  double memory_time;
  double sampled_time;
  // Ending the command. Zero: not planned.
  int64_t deadline_ns, kill_ns, stopped_limit_ns;
  int stopped_by;
};

static volatile sig_atomic_t child_changed;

static void note_child(int signal) {
  (void)signal;
  child_changed = 1;
}

static int64_t maxrss_bytes(const struct rusage *usage) {
#ifdef __APPLE__
  return usage->ru_maxrss;
#else
  return (int64_t)usage->ru_maxrss * 1024;
#endif
}

static int64_t microseconds(struct timeval time) {
  return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

static int64_t own_processor_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// MARK: Birth

/// A fork whose child does nothing but exec. On Linux it borrows this memory until then, so that
/// what exec takes, which is the command's time, has no copy of ours to tear down in it.
#ifdef __linux__
#define pt_fork_to_exec vfork
#else
#define pt_fork_to_exec fork
#endif

static _Noreturn void fail(struct birth *birth, int stage) {
  birth->error = errno;
  birth->stage = stage;
  _exit(127);
}

/// The child's life up to exec.
static _Noreturn void become(
  const struct pt_job *job, struct birth *birth, int input, int output, int error) {
  if (job->order.own_group) setpgid(0, 0);
  if (input >= 0 && dup2(input, STDIN_FILENO) < 0) fail(birth, PT_STAGE_OUTPUT);
  if (dup2(output, STDOUT_FILENO) < 0) fail(birth, PT_STAGE_OUTPUT);
  if (dup2(error, STDERR_FILENO) < 0) fail(birth, PT_STAGE_OUTPUT);
  if (job->directory[0] && chdir(job->directory) != 0) fail(birth, PT_STAGE_DIRECTORY);
  for (int i = 0; i < PT_RESTORED_SIGNAL_COUNT; i++)
    signal(pt_restored_signals[i], pt_signal_was_ignored[i] ? SIG_IGN : SIG_DFL);
  signal(SIGCHLD, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  birth->floor_bytes = maxrss_bytes(&usage);
  birth->start_ns = pt_monotonic_ns();
  execve(job->path, job->arguments, job->variables);
  fail(birth, PT_STAGE_EXEC);
}

static bool make_pipe(int ends[2]) {
  if (pipe(ends) != 0) return false;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return true;
}

/// Where the two streams go; -1 where they are dropped. Returns false if the file can't be opened.
static bool open_destinations(const struct pt_job *job, int *output, int *error) {
  *output = *error = -1;
  switch (job->order.output) {
  case PT_OUTPUT_PASS:
    *output = STDOUT_FILENO;
    *error = STDERR_FILENO;
    return true;
  case PT_OUTPUT_ERRORS:
    *error = STDERR_FILENO;
    return true;
  case PT_OUTPUT_FILE:
    *output = *error = open(job->output_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    return *output >= 0 && (lseek(*output, 0, SEEK_END) >= 0 || errno == ESPIPE);
  default:
    return true;
  }
}

static bool refuse(struct pt_report *report, int stage) {
  report->start_error = errno;
  report->start_stage = stage;
  return false;
}

/// Starts the command; returns false, with the reason in the report, if there is no child.
static bool give_birth(struct supervision *s) {
  int output[2], error[2], output_destination, error_destination;
  int input = s->job->order.input == PT_INPUT_EMPTY ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1;
  if (!open_destinations(s->job, &output_destination, &error_destination))
    return refuse(s->report, PT_STAGE_OUTPUT);
  if (!make_pipe(output) || !make_pipe(error)) return refuse(s->report, PT_STAGE_FORK);
  s->child = pt_fork_to_exec();
  if (s->child == 0) become(s->job, s->birth, input, output[1], error[1]);
  if (s->child < 0) return refuse(s->report, PT_STAGE_FORK);
  // Both sides set the group, so that it holds whoever runs first.
  if (s->job->order.own_group) setpgid(s->child, s->child);
  close(output[1]);
  close(error[1]);
  if (input >= 0) close(input);
  pt_stream_open(&s->output, output[0], output_destination);
  pt_stream_open(&s->error, error[0], error_destination);
  s->output.owns_destination = s->job->order.output == PT_OUTPUT_FILE;
  return true;
}

// MARK: Signals

static void signal_command(struct supervision *s, int signal) {
  if (s->ended) return;
  if (s->job->order.own_group) {
    kill(-s->child, signal);
  } else {
    pt_tree_kill(s->child, signal);
  }
}

/// Asks the command to end, and plans the kill.
static void ask_to_end(struct supervision *s, int signal, int64_t now) {
  signal_command(s, signal);
  signal_command(s, SIGCONT);
  s->kill_ns = now + s->job->order.grace_ns;
}

static void kill_command(struct supervision *s) {
  signal_command(s, SIGKILL);
  pt_tree_kill(s->child, SIGKILL);
}

static void read_interruption(struct supervision *s, int64_t now) {
  char messages[16];
  ssize_t count = read(s->interruption, messages, sizeof messages);
  if (count < 0) return;
  if (count == 0) {
    s->abandoned = true;
    kill_command(s);
    return;
  }
  s->report->interrupted = 1;
  s->interruption_count += (int)count;
  if (s->interruption_count > 1) {
    kill_command(s);
  } else if (s->job->order.own_group) {
    ask_to_end(s, SIGINT, now);
  } else {
    // The terminal has sent the signal to the whole group already.
    s->kill_ns = now + s->job->order.grace_ns;
  }
}

// MARK: Reaping

static void note_end(struct supervision *s, int status) {
  s->ended = true;
  s->end_ns = pt_monotonic_ns();
  if (WIFSIGNALED(status)) s->report->signal = WTERMSIG(status);
  else s->report->exit_code = WEXITSTATUS(status);
}

static void add_usage(struct pt_report *report, const struct rusage *usage) {
  report->user_us += microseconds(usage->ru_utime);
  report->system_us += microseconds(usage->ru_stime);
  report->minor_faults += usage->ru_minflt;
  report->major_faults += usage->ru_majflt;
  report->voluntary_switches += usage->ru_nvcsw;
  report->involuntary_switches += usage->ru_nivcsw;
  report->block_inputs += usage->ru_inblock;
  report->block_outputs += usage->ru_oublock;
  int64_t bytes = maxrss_bytes(usage);
  if (bytes > report->max_rss_bytes) report->max_rss_bytes = bytes;
}

/// Takes note of everything that happened to children. Descendants that were re-parented here and
/// ended before the command did belong to its tree, and their usage to its usage.
static void reap(struct supervision *s) {
  child_changed = 0;
  while (!s->ended) {
    int status;
    struct rusage usage;
    pid_t pid = wait4(-1, &status, WNOHANG | WUNTRACED | WCONTINUED, &usage);
    if (pid < 0 && errno == EINTR) continue;
    if (pid <= 0) return;
    if (WIFSTOPPED(status)) {
      if (pid == s->child && s->job->order.stopped_limit_ns > 0) {
        s->stopped_by = WSTOPSIG(status);
        s->stopped_limit_ns = pt_monotonic_ns() + s->job->order.stopped_limit_ns;
      }
    } else if (WIFCONTINUED(status)) {
      if (pid == s->child) s->stopped_by = 0, s->stopped_limit_ns = 0;
    } else {
      if (pid == s->child) note_end(s, status);
      else s->report->orphan_count++;
      add_usage(s->report, &usage);
    }
  }
}

// MARK: Sampling

static void sample(struct supervision *s, int64_t now) {
  int64_t before = own_processor_ns();
  uint32_t alive;
  int64_t bytes = pt_tree_memory(s->child, &alive);
  int64_t cost = own_processor_ns() - before;
  int64_t elapsed = now - s->start_ns;
  s->report->sampling_ns += cost;
  if (alive > 0) {
    double duration = (double)(now - s->last_sample_ns);
    s->memory_time += (double)bytes * duration;
    s->sampled_time += duration;
    s->report->sample_count++;
    if (bytes > s->report->tree_peak_bytes) s->report->tree_peak_bytes = bytes;
    pt_profile_add(&s->profile, elapsed, bytes);
    s->last_sample_ns = now;
  }
  int64_t interval = elapsed / 100;
  if (interval > LAST_INTERVAL_NS) interval = LAST_INTERVAL_NS;
  if (interval < FIRST_INTERVAL_NS) interval = FIRST_INTERVAL_NS;
  if (interval < cost * COST_FACTOR) interval = cost * COST_FACTOR;
  s->next_sample_ns = now + interval;
}

// MARK: Waiting

static int64_t earliest(int64_t a, int64_t b) {
  if (a == 0) return b;
  if (b == 0) return a;
  return a < b ? a : b;
}

/// Which descriptors to wait for; returns the highest plus one.
static int watch(
  struct supervision *s, bool with_streams, fd_set *readable, fd_set *writable) {
  int highest = -1;
  FD_ZERO(readable);
  FD_ZERO(writable);
  struct pt_stream *streams[2] = {&s->output, &s->error};
  for (int i = 0; i < 2; i++) {
    if (!with_streams || streams[i]->source < 0) continue;
    int descriptor = streams[i]->blocked ? streams[i]->destination : streams[i]->source;
    FD_SET(descriptor, streams[i]->blocked ? writable : readable);
    if (descriptor > highest) highest = descriptor;
  }
  if (!s->abandoned) {
    FD_SET(s->interruption, readable);
    if (s->interruption > highest) highest = s->interruption;
  }
  return highest + 1;
}

static void pump(
  struct supervision *s, struct pt_stream *stream, const fd_set *readable,
  const fd_set *writable, int64_t now) {
  if (stream->source < 0) return;
  bool ready = stream->blocked ? FD_ISSET(stream->destination, writable)
                               : FD_ISSET(stream->source, readable);
  if (!ready) return;
  pt_stream_pump(stream, TURN_SIZE);
  int64_t pause = stream->capacity / COLLECTING_RATE;
  if (pause >= LEAST_PAUSE_NS) s->next_pump_ns = now + pause;
}

/// Does what is due at `now`.
static void keep_time(struct supervision *s, int64_t now) {
  if (s->deadline_ns && now >= s->deadline_ns) {
    s->deadline_ns = 0;
    s->report->timed_out = 1;
    ask_to_end(s, SIGTERM, now);
  }
  if (s->stopped_limit_ns && now >= s->stopped_limit_ns) {
    s->stopped_limit_ns = 0;
    s->report->stopped_by = s->stopped_by;
    ask_to_end(s, SIGTERM, now);
  }
  if (s->kill_ns && now >= s->kill_ns) {
    // Again and again, for a tree that forks may escape one walk.
    s->kill_ns = now + 100000000;
    kill_command(s);
  }
  if (now >= s->next_sample_ns) sample(s, now);
}

static void wait_for_end(struct supervision *s, const sigset_t *open_mask) {
  for (;;) {
    reap(s);
    if (s->ended) return;
    int64_t due = earliest(
      earliest(s->deadline_ns, s->kill_ns), earliest(s->stopped_limit_ns, s->next_sample_ns));
    int64_t now = pt_monotonic_ns();
    bool with_streams = now >= s->next_pump_ns;
    if (!with_streams) due = earliest(due, s->next_pump_ns);
    int64_t left = due > now ? due - now : 0;
    struct timespec limit = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    fd_set readable, writable;
    int count = watch(s, with_streams, &readable, &writable);
    // SIGCHLD is let in here only, so none is missed.
    int ready = pselect(count, &readable, &writable, NULL, &limit, open_mask);
    if (child_changed) reap(s);
    if (s->ended) return;
    now = pt_monotonic_ns();
    if (ready > 0) {
      if (with_streams) {
        pump(s, &s->output, &readable, &writable, now);
        pump(s, &s->error, &readable, &writable, now);
      }
      if (!s->abandoned && FD_ISSET(s->interruption, &readable)) read_interruption(s, now);
    }
    keep_time(s, now);
  }
}

static void finish(struct supervision *s) {
  struct pt_report *report = s->report;
  pt_stream_drain(&s->output);
  pt_stream_drain(&s->error);
  report->output_bytes = s->output.count;
  report->error_bytes = s->error.count;
  if (s->birth->error) {
    *report = (struct pt_report){
      .start_error = s->birth->error,
      .start_stage = s->birth->stage,
    };
  } else {
    uint32_t alive;
    pt_tree_memory(s->child, &alive);
    report->leftover_count = alive;
    report->wall_ns = s->end_ns - s->birth->start_ns;
    report->floor_bytes = s->birth->floor_bytes;
    report->point_count = s->profile.count;
    if (s->sampled_time > 0)
      report->tree_mean_bytes = (int64_t)(s->memory_time / s->sampled_time);
    if (report->sample_count > 0 && report->tree_peak_bytes < report->max_rss_bytes)
      report->tree_peak_bytes = report->max_rss_bytes;
  }
  if (report->timed_out || report->stopped_by || s->abandoned || s->interruption_count > 1) {
    pt_tree_kill(s->child, SIGKILL);
    report->leftover_count = 0;
  }
  pt_stream_close(&s->output);
  pt_stream_close(&s->error);
}

void pt_supervise(
  const struct pt_job *job, int interruption, struct pt_report *report, struct pt_point *points) {
  struct supervision s = {
    .job = job, .report = report, .profile = {.points = points}, .interruption = interruption};
  s.output.source = s.error.source = -1;
  void *shared =
    mmap(NULL, sizeof(struct birth), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANON, -1, 0);
  if (shared == MAP_FAILED) {
    refuse(report, PT_STAGE_FORK);
    return;
  }
  s.birth = shared;

  sigset_t child_signal, open_mask;
  sigemptyset(&open_mask);
  sigemptyset(&child_signal);
  sigaddset(&child_signal, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child_signal, NULL);
  struct sigaction action = {.sa_handler = note_child};
  sigaction(SIGCHLD, &action, NULL);
  report->adopts_orphans = pt_tree_adopt();

  struct pt_counter_set counters;
  pt_counters_open(&counters, job->order.counters);
  s.start_ns = s.last_sample_ns = pt_monotonic_ns();
  s.next_sample_ns = s.start_ns + FIRST_INTERVAL_NS;
  if (job->order.timeout_ns > 0) s.deadline_ns = s.start_ns + job->order.timeout_ns;
  if (!give_birth(&s)) return;
  wait_for_end(&s, &open_mask);
  pt_counters_read(&counters);
  memcpy(report->counters, counters.counts, sizeof counters.counts);
  finish(&s);
}
