#!/bin/sh
# Much output: 200,000 lines of a log on standard output, about 14 MB, and every thousandth on standard error.

awk 'BEGIN {
  for (line = 1; line <= 200000; line++) {
    second = int(line * 3600 / 200001)
    printf "2025-07-05T05:%02d:%02dZ request %06d answered with 200 in %3d ms\n",
      second / 60, second % 60, line, (line * 7919) % 500
    if (line % 1000 == 0) print "slow request " line > "/dev/stderr"
  }
}'
