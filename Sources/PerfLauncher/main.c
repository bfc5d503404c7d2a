#include "cprocess.h"

#include <stdio.h>
#include <string.h>

/// Writes the Swift file that holds the program at `image`; there is none on systems that cannot
/// execute a file in memory.
static int embed(const char *image, const char *output) {
  FILE *out = fopen(output, "w");
  if (!out) return 1;
  fputs("/// The launcher as a program, in hexadecimal digits; empty where it is not used.\n"
        "let launcherImage: StaticString = \"",
        out);
#ifdef __linux__
  FILE *in = fopen(image, "rb");
  if (!in) return 1;
  for (int byte; (byte = getc(in)) != EOF;) fprintf(out, "%02x", (unsigned)byte);
  fclose(in);
#else
  (void)image;
#endif
  fputs("\"\n", out);
  return fclose(out) == 0 ? 0 : 1;
}

int main(int argument_count, char **arguments) {
  if (argument_count == 4 && strcmp(arguments[1], "--embed") == 0)
    return embed(arguments[2], arguments[3]);
  return pt_launcher_main(argument_count, arguments);
}
