#!/bin/sh
# Short, a few milliseconds: what many scripts do first. Such a run is mostly the start of processes.

printf 'on %s with ' "$(uname -s)"
git --version
