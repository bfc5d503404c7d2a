#!/bin/sh
# Fails now and then, on purpose and not by chance: a made-up server is busy at every fourth execution.
# `perftrace track` numbers the executions of a run from 0 in PERFTRACE_RUN_INDEX, so numbers 3, 7, 11, … fail.

number=${PERFTRACE_RUN_INDEX:-0}

sleep 0.05 # the way to the server and back
if [ $((number % 4)) -eq 3 ]; then
  echo "execution $number: the server is busy, giving up (this example fails at every fourth execution)" >&2
  exit 75 # EX_TEMPFAIL of sysexits.h: try again later
fi
echo "execution $number: uploaded"
