#!/usr/bin/env bash
# Runs the tests that were built: a line for every suite that passed, every issue whole as it comes, and before the
# runner's own count once more what failed, so that the end of a log says what to look at. The runner's whole output is in
# .build/test.log.
#
#   scripts/test.sh [OPTIONS OF SWIFT TEST...]
set -uo pipefail
cd "$(dirname "$0")/.."
log=.build/test.log

swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log" | awk '
    # What follows an issue belongs to it, until the runner speaks of something else.
    /^✘/ { issue = 1; print; fflush(); next }
    /^✔ Test run/ { count = $0; next }
    /^(◇|✔|➜|⚠|↷)/ { issue = 0; if ($0 ~ /^✔ Suite/) { print; fflush() } next }
    issue { print; fflush() }
    /^(error|fatal|Fatal error|.*: Fatal error)/ && !issue { print; fflush() }
    END { if (count) print count }'
status=${PIPESTATUS[0]}
((status == 0)) && exit 0

if count=$(grep '^✘ Test run' "$log"); then
    printf '\nFailed (all of it is in %s):\n' "$log"
    awk '/^✘ Test run/ { next } /^✘/ { issue = 1 } /^(◇|✔|➜|⚠|↷)/ { issue = 0 } issue' "$log" | cut -c 1-600 | head -n 80
    printf '%s\n' "$count"
else
    printf '\nThe tests did not come to an end (all of it is in %s). Its last lines:\n' "$log"
    tail -n 40 "$log" | cut -c 1-600
fi
exit "$status"
