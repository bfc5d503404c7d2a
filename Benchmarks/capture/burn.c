// Keeps the processor busy. usage: burn cpu THREADS MILLISECONDS | burn work ROUNDS
//   cpu:  until the process has used that much processor time, spread over the threads
//   work: a fixed amount, and prints the nanoseconds that it took by the monotonic clock
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long long clock_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static volatile uint64_t sink;
static long long budget;

static void spin(uint64_t rounds) {
  uint64_t state = 1;
  for (uint64_t i = 0; i < rounds; i++) state = state * 6364136223846793005u + 1442695040888963407u;
  sink = state;
}

static void *burn(void *unused) {
  while (clock_of(CLOCK_PROCESS_CPUTIME_ID) < budget) spin(100000);
  return unused;
}

int main(int argc, char **argv) {
  if (argc == 4 && strcmp(argv[1], "cpu") == 0) {
    pthread_t threads[64];
    int count = atoi(argv[2]);
    if (count < 1 || count > 64) return 64;
    budget = atoll(argv[3]) * 1000000;
    for (int i = 1; i < count; i++) pthread_create(&threads[i], NULL, burn, NULL);
    burn(NULL);
    for (int i = 1; i < count; i++) pthread_join(threads[i], NULL);
    return 0;
  }
  if (argc == 3 && strcmp(argv[1], "work") == 0) {
    long long start = clock_of(CLOCK_MONOTONIC);
    spin(strtoull(argv[2], NULL, 10));
    printf("%lld\n", clock_of(CLOCK_MONOTONIC) - start);
    return 0;
  }
  return 64;
}
