// Touches every page of so many MiB. usage: touch-memory MIB
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  if (argc != 2) return 64;
  size_t size = (size_t)atoll(argv[1]) << 20;
  volatile char *memory = malloc(size);
  if (!memory) return 1;
  for (size_t i = 0; i < size; i += 4096) memory[i] = 1;
  return memory[size - 1];
}
