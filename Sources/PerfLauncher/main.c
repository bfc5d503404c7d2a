#include "cprocess.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Whether the file at `path` has exactly this text.
static bool holds(const char *path, const char *text, size_t length) {
  FILE *in = fopen(path, "rb");
  if (!in) return false;
  size_t position = 0;
  int byte;
  while ((byte = getc(in)) != EOF && position < length && byte == (unsigned char)text[position])
    position++;
  fclose(in);
  return byte == EOF && position == length;
}

/// Writes the Swift file that holds the program at `image`; there is none on systems that cannot
/// execute a file in memory. A file that is right is left alone, so that nothing is compiled again.
static int embed(const char *image, const char *output) {
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
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
  if (fclose(out) != 0) return 1;
  bool done = holds(output, text, length);
  if (!done && (out = fopen(output, "w"))) {
    done = fwrite(text, 1, length, out) == length;
    done = fclose(out) == 0 && done;
  }
  free(text);
  return done ? 0 : 1;
}

int main(int argument_count, char **arguments) {
  if (argument_count == 4 && strcmp(arguments[1], "--embed") == 0)
    return embed(arguments[2], arguments[3]);
  return pt_launcher_main(argument_count, arguments);
}
