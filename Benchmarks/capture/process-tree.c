// Three processes that hold so many MiB each at once, one of them re-parented and in a session of its own.
// usage: process-tree MIB
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void hold(size_t size) {
  volatile char *memory = malloc(size);
  if (!memory) _exit(1);
  for (size_t i = 0; i < size; i += 4096) memory[i] = 1;
  sleep(2);
}

int main(int argc, char **argv) {
  if (argc != 2) return 64;
  size_t size = (size_t)atoll(argv[1]) << 20;
  pid_t between = fork();
  if (between == 0) {
    setsid();
    if (fork() == 0) hold(size);
    _exit(0);
  }
  waitpid(between, NULL, 0);
  pid_t child = fork();
  if (child == 0) {
    hold(size);
    _exit(0);
  }
  hold(size);
  waitpid(child, NULL, 0);
  return 0;
}
