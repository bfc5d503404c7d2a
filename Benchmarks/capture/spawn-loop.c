// The least that starting a program can cost: fork, exec, wait4, and the clock around them.
// usage: spawn-loop COUNT PROGRAM; prints the nanoseconds of each start, one a line.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 3) return 64;
  for (int i = atoi(argv[1]); i > 0; i--) {
    long long start = now();
    pid_t child = fork();
    if (child == 0) {
      execl(argv[2], argv[2], (char *)NULL);
      _exit(127);
    }
    int status;
    struct rusage usage;
    wait4(child, &status, 0, &usage);
    printf("%lld\n", now() - start);
  }
}
