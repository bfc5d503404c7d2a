#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#endif
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// Pipes are made as large as an unprivileged process may have them: a child that writes much then
// switches to this process a few hundred times a GiB, not sixteen thousand times.
enum { PIPE_SIZE = 1 << 20, BUFFER_SIZE = 1 << 16, POLITE_SIZE = 4096 };

/// The device that spliced pages are dropped into.
static int dropping_device(void) {
  static int device = -2;
  if (device == -2) device = open("/dev/null", O_WRONLY | O_CLOEXEC);
  return device;
}

void pt_stream_open(struct pt_stream *stream, int source, int destination) {
  struct stat status;
  *stream = (struct pt_stream){.source = source, .destination = destination};
  fcntl(source, F_SETFL, fcntl(source, F_GETFL) | O_NONBLOCK);
#ifdef __linux__
  fcntl(source, F_SETPIPE_SZ, PIPE_SIZE);
  int capacity = fcntl(source, F_GETPIPE_SZ);
  if (capacity > 0) stream->capacity = capacity;
  stream->splices = true;
#endif
  if (destination >= 0 && fstat(destination, &status) == 0) {
    stream->destination_is_file = S_ISREG(status.st_mode);
    bool is_pipe = S_ISFIFO(status.st_mode);
    bool appends = (fcntl(destination, F_GETFL) & O_APPEND) != 0;
    // Splicing to terminals and sockets may wait; into files opened for appending it fails.
    if (!is_pipe && (!stream->destination_is_file || appends)) stream->splices = false;
  }
}

static void end(struct pt_stream *stream) {
  if (stream->source >= 0) close(stream->source);
  stream->source = -1;
  stream->blocked = false;
  stream->buffered = stream->written = 0;
}

/// Writes pending bytes; returns false when the destination cannot take more now.
static bool flush_buffer(struct pt_stream *stream) {
  while (stream->written < stream->buffered) {
    size_t part = stream->buffered - stream->written;
    if (!stream->destination_is_file) {
      // A write of up to 4 KiB does not wait once poll has said that the destination is ready.
      struct pollfd ready = {.fd = stream->destination, .events = POLLOUT};
      if (poll(&ready, 1, 0) <= 0) return false;
      if (part > POLITE_SIZE) part = POLITE_SIZE;
    }
    ssize_t count = write(stream->destination, stream->buffer + stream->written, part);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return false;
    if (count < 0) {
      // Nobody reads: the command shall meet the same broken pipe as it would without us.
      end(stream);
      return false;
    }
    stream->written += (size_t)count;
  }
  stream->buffered = stream->written = 0;
  return true;
}

static ssize_t copy_part(struct pt_stream *stream) {
  if (!stream->buffer) {
    void *memory =
      mmap(NULL, BUFFER_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (memory == MAP_FAILED) return -1;
    stream->buffer = memory;
  }
  ssize_t count = read(stream->source, stream->buffer, BUFFER_SIZE);
  if (count > 0 && stream->destination >= 0) stream->buffered = (size_t)count;
  return count;
}

static ssize_t move_part(struct pt_stream *stream) {
#ifdef __linux__
  if (stream->splices) {
    int destination = stream->destination < 0 ? dropping_device() : stream->destination;
    ssize_t count = splice(
      stream->source, NULL, destination, NULL, PIPE_SIZE, SPLICE_F_NONBLOCK | SPLICE_F_MOVE);
    if (count >= 0 || errno == EAGAIN || errno == EINTR || errno == EPIPE) return count;
    stream->splices = false;
  }
#endif
  return copy_part(stream);
}

void pt_stream_pump(struct pt_stream *stream, uint64_t limit) {
  uint64_t moved = 0;
  while (stream->source >= 0 && moved < limit) {
    if (stream->buffered > 0) {
      stream->blocked = !flush_buffer(stream) && stream->source >= 0;
      if (stream->blocked || stream->source < 0) return;
    }
    ssize_t count = move_part(stream);
    if (count > 0) {
      stream->count += (uint64_t)count;
      moved += (uint64_t)count;
    } else if (count == 0) {
      end(stream);
    } else if (errno == EAGAIN) {
      // Either the source is empty or the destination is full; only poll can tell.
      struct pollfd source = {.fd = stream->source, .events = POLLIN};
      stream->blocked =
        stream->destination >= 0 && poll(&source, 1, 0) > 0 && (source.revents & POLLIN);
      return;
    } else if (errno != EINTR) {
      end(stream);
    }
  }
  if (stream->buffered > 0 && stream->source >= 0) stream->blocked = !flush_buffer(stream);
}

void pt_stream_drain(struct pt_stream *stream) {
  int waiting = 0;
  if (stream->source < 0) return;
  if (ioctl(stream->source, FIONREAD, &waiting) != 0) waiting = PIPE_SIZE;
  uint64_t goal = stream->count + (uint64_t)waiting;
  for (;;) {
    if (stream->source < 0 || (stream->count >= goal && stream->buffered == 0)) return;
    if (stream->count >= goal) {
      stream->blocked = !flush_buffer(stream) && stream->source >= 0;
    } else {
      uint64_t before = stream->count;
      pt_stream_pump(stream, goal - stream->count);
      if (!stream->blocked && stream->count == before) return;
    }
    if (stream->blocked) {
      struct pollfd destination = {.fd = stream->destination, .events = POLLOUT};
      if (poll(&destination, 1, -1) < 0 && errno != EINTR) return;
    }
  }
}

void pt_stream_close(struct pt_stream *stream) {
  end(stream);
  if (stream->buffer) munmap(stream->buffer, BUFFER_SIZE);
  if (stream->owns_destination) close(stream->destination);
}
