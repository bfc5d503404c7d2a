#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const int pt_restored_signals[PT_RESTORED_SIGNAL_COUNT] = {SIGINT, SIGTERM, SIGHUP,
                                                           SIGQUIT, SIGPIPE, SIGTSTP};
bool pt_signal_was_ignored[PT_RESTORED_SIGNAL_COUNT];

int64_t pt_monotonic_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t pt_wall_clock_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t pt_modified_ms(const void *status) {
#ifdef __APPLE__
  struct timespec time = ((const struct stat *)status)->st_mtimespec;
#else
  struct timespec time = ((const struct stat *)status)->st_mtim;
#endif
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int pt_owns_terminal(void) {
  return isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) == getpgrp();
}

int pt_read_fully(int descriptor, void *buffer, size_t length) {
  size_t filled = 0;
  while (filled < length) {
    ssize_t count = read(descriptor, (char *)buffer + filled, length - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) return EPIPE;
    filled += (size_t)count;
  }
  return 0;
}

int pt_write_fully(int descriptor, const void *buffer, size_t length) {
  size_t written = 0;
  while (written < length) {
    ssize_t count = send(
      descriptor, (const char *)buffer + written, length - written,
#ifdef MSG_NOSIGNAL
      MSG_NOSIGNAL
#else
      0
#endif
    );
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    written += (size_t)count;
  }
  return 0;
}

// MARK: The launcher's side

/// Splits the order's text into a job. `memory` holds the pointers, then the text.
static bool parse_job(struct pt_job *job, char **pointers, char *text) {
  char *end = text + job->order.text_length, *next = text;
  uint32_t total = 3 + job->order.argument_count + job->order.variable_count, found = 0;
  char **place = pointers;
  job->arguments = pointers;
  job->variables = pointers + job->order.argument_count + 1;
  while (next < end && found < total) {
    char *zero = memchr(next, 0, (size_t)(end - next));
    if (!zero) return false;
    if (found == 0) job->path = next;
    else if (found == 1) job->directory = next;
    else if (found == 2) job->output_path = next;
    else {
      if (found == 3 + job->order.argument_count) *place++ = NULL;
      *place++ = next;
    }
    next = zero + 1;
    found++;
  }
  if (job->order.variable_count == 0) *place++ = NULL;
  *place = NULL;
  return found == total;
}

static void answer(int control, const struct pt_report *report, const struct pt_point *points) {
  if (pt_write_fully(control, report, sizeof *report) != 0) return;
  pt_write_fully(control, points, report->point_count * sizeof *points);
}

/// Reads one order and has a supervisor carry it out. Returns false when nobody orders any more.
static bool serve_order(int control, int interruption) {
  struct pt_job job;
  memset(&job, 0, sizeof job);
  if (pt_read_fully(control, &job.order, sizeof job.order) != 0) return false;
  size_t pointers = (job.order.argument_count + job.order.variable_count + 2) * sizeof(char *);
  size_t size = pointers + job.order.text_length;
  char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (memory == MAP_FAILED) return false;
  if (pt_read_fully(control, memory + pointers, job.order.text_length) != 0) return false;
  if (!parse_job(&job, (char **)(void *)memory, memory + pointers)) return false;

  struct pt_report failure = {.start_error = 0};
  pid_t supervisor = fork();
  if (supervisor == 0) {
    static struct pt_report report;
    static struct pt_point points[PT_POINT_LIMIT];
    pt_supervise(&job, interruption, &report, points);
    answer(control, &report, points);
    _exit(0);
  }
  int status = 0;
  if (supervisor < 0) {
    failure.start_error = errno;
    failure.start_stage = PT_STAGE_FORK;
    answer(control, &failure, NULL);
  } else {
    while (waitpid(supervisor, &status, 0) < 0 && errno == EINTR) continue;
  }
  munmap(memory, size);
  // A supervisor that was killed has not answered: the connection is ended, and the error told.
  return supervisor < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void close_all_but(int first, int second) {
  int low = first < second ? first : second, high = first < second ? second : first;
#ifdef __linux__
  if (low > 3) close_range(3, (unsigned)low - 1, 0);
  if (high > low + 1) close_range((unsigned)low + 1, (unsigned)high - 1, 0);
  close_range((unsigned)high + 1, ~0U, 0);
#else
  for (int descriptor = 3; descriptor < getdtablesize(); descriptor++)
    if (descriptor != low && descriptor != high) close(descriptor);
#endif
}

static _Noreturn void serve(int control, int interruption) {
  // Interruptions come through the pipe; a Ctrl-C at the terminal must not end the launcher.
  for (int i = 0; i < PT_RESTORED_SIGNAL_COUNT; i++) signal(pt_restored_signals[i], SIG_IGN);
  signal(SIGCHLD, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  fcntl(control, F_SETFD, FD_CLOEXEC);
  fcntl(interruption, F_SETFD, FD_CLOEXEC);
  close_all_but(control, interruption);
  char ready = 1;
  if (pt_write_fully(control, &ready, sizeof ready) != 0) _exit(1);
  while (serve_order(control, interruption)) continue;
  _exit(0);
}

// The one argument holds the two descriptors and, as bits, which signals were ignored.
int pt_launcher_main(int argument_count, char **arguments) {
  int control, interruption;
  unsigned ignored;
  if (argument_count != 2) return 64;
  if (sscanf(arguments[1], "%d,%d,%u", &control, &interruption, &ignored) != 3) return 64;
  for (int i = 0; i < PT_RESTORED_SIGNAL_COUNT; i++)
    pt_signal_was_ignored[i] = (ignored >> i & 1) != 0;
  serve(control, interruption);
}

// MARK: The program's side

/// Replaces this process by the launcher's own program; returns where that is not possible.
static void become_image(const uint8_t *image, size_t digits, int control, int interruption) {
#ifdef __linux__
  static const signed char values[256] = {
    ['0'] = 0, ['1'] = 1, ['2'] = 2,  ['3'] = 3,  ['4'] = 4,  ['5'] = 5,  ['6'] = 6,  ['7'] = 7,
    ['8'] = 8, ['9'] = 9, ['a'] = 10, ['b'] = 11, ['c'] = 12, ['d'] = 13, ['e'] = 14, ['f'] = 15};
  int file = memfd_create("perftrace-launcher", MFD_CLOEXEC);
  if (file < 0) return;
  size_t length = digits / 2;
  uint8_t *bytes = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (bytes == MAP_FAILED) return;
  for (size_t i = 0; i < length; i++)
    bytes[i] = (uint8_t)(values[image[2 * i]] << 4 | values[image[2 * i + 1]]);
  for (size_t written = 0; written < length;) {
    ssize_t count = write(file, bytes + written, length - written);
    if (count <= 0) return;
    written += (size_t)count;
  }
  unsigned ignored = 0;
  for (int i = 0; i < PT_RESTORED_SIGNAL_COUNT; i++)
    ignored |= (unsigned)pt_signal_was_ignored[i] << i;
  char argument[48], name[] = "perftrace-launcher";
  snprintf(argument, sizeof argument, "%d,%d,%u", control, interruption, ignored);
  char *arguments[] = {name, argument, NULL}, *environment[] = {NULL};
  fcntl(control, F_SETFD, 0);
  fcntl(interruption, F_SETFD, 0);
  fexecve(file, arguments, environment);
#else
  (void)image, (void)digits, (void)control, (void)interruption;
#endif
}

/// Forks a launcher and waits until it serves. Returns 0, or an errno.
static int start(struct pt_launcher *launcher, const uint8_t *image, size_t digits) {
  int sockets[2], ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0) return errno;
  if (pipe(ends) != 0) {
    int error = errno;
    close(sockets[0]);
    close(sockets[1]);
    return error;
  }
  for (int i = 0; i < 2; i++) {
    fcntl(sockets[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
    int yes = 1;
    setsockopt(sockets[i], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
  }
  pid_t process = fork();
  if (process == 0) {
    if (image) become_image(image, digits, sockets[1], ends[0]);
    serve(sockets[1], ends[0]);
  }
  int error = process < 0 ? errno : 0;
  close(sockets[1]);
  close(ends[0]);
  *launcher = (struct pt_launcher){sockets[0], ends[1], process};
  char ready;
  if (!error && (error = pt_read_fully(sockets[0], &ready, sizeof ready)) == 0) return 0;
  close(sockets[0]);
  close(ends[1]);
  if (process > 0)
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
  return error;
}

int pt_launcher_start(struct pt_launcher *launcher, const uint8_t *image, size_t digits) {
  for (int i = 0; i < PT_RESTORED_SIGNAL_COUNT; i++) {
    struct sigaction action;
    sigaction(pt_restored_signals[i], NULL, &action);
    pt_signal_was_ignored[i] = action.sa_handler == SIG_IGN;
  }
  // A program that starts but cannot serve, for want of a library perhaps, is done without.
  if (image && start(launcher, image, digits) == 0) return 0;
  return start(launcher, NULL, 0);
}

void pt_launcher_stop(const struct pt_launcher *launcher) {
  close(launcher->control);
  close(launcher->interruption);
  while (waitpid(launcher->process, NULL, 0) < 0 && errno == EINTR) continue;
}

int pt_execute(
  const struct pt_launcher *launcher, const struct pt_order *order, const uint8_t *text,
  struct pt_report *report, struct pt_point *points) {
  int control = launcher->control;
  int error = pt_write_fully(control, order, sizeof *order);
  if (!error) error = pt_write_fully(control, text, order->text_length);
  if (!error) error = pt_read_fully(control, report, sizeof *report);
  if (!error && report->point_count > PT_POINT_LIMIT) error = EPROTO;
  if (!error) error = pt_read_fully(control, points, report->point_count * sizeof *points);
  return error;
}

// MARK: Interruptions

enum { WATCHED_COUNT = 3 };
static const int watched[WATCHED_COUNT] = {SIGINT, SIGTERM, SIGHUP};
static struct sigaction previous[WATCHED_COUNT];
static volatile sig_atomic_t caught;
static volatile sig_atomic_t interruption_pipe = -1;

static void interrupt(int signal) {
  int error = errno;
  if (!caught) caught = signal;
  ssize_t ignored = write(interruption_pipe, "I", 1);
  (void)ignored;
  errno = error;
}

void pt_interruption_watch(const struct pt_launcher *launcher) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = interrupt;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  caught = 0;
  interruption_pipe = launcher->interruption;
  for (int i = 0; i < WATCHED_COUNT; i++) {
    sigaction(watched[i], NULL, &previous[i]);
    if (previous[i].sa_handler != SIG_IGN) sigaction(watched[i], &action, NULL);
  }
}

int pt_interruption_signal(void) { return caught; }

void pt_interruption_unwatch(void) {
  for (int i = 0; i < WATCHED_COUNT; i++) sigaction(watched[i], &previous[i], NULL);
  interruption_pipe = -1;
}
