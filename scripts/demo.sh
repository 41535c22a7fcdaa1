#!/usr/bin/env bash
# Starts the staging system, runs the upgrade against it, stops everything it started.
# Usage: demo.sh BIN [RUNS]   with FAULT, LATENCY, SEED and REPEAT from the environment
# RUNS starts the tool so many times; REPEAT has it run the scenario so many times.
set -euo pipefail

bin=$1
runs=${2:-1}
work=$(mktemp -d)
staging=

stop() {
    if [ -n "$staging" ] && kill -0 "$staging" 2>/dev/null; then
        kill -TERM "$staging" 2>/dev/null || true
        wait "$staging" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [ "${FAULT:-}" = list ]; then
    "$bin/endstate-staging" faults
    exit 0
fi

arguments=(up --ready-file "$work/staging.env" --until-input-ends)
if [ -n "${FAULT:-}" ]; then arguments+=(--fault "$FAULT"); fi
if [ -n "${LATENCY:-}" ]; then arguments+=(--latency "$LATENCY"); fi
if [ -n "${SEED:-}" ]; then arguments+=(--seed "$SEED"); fi

# Staging ends with its input, so that nothing is left even when this script is killed.
mkfifo "$work/ready" "$work/hold"
"$bin/endstate-staging" "${arguments[@]}" <"$work/hold" >"$work/ready" 2>"$work/staging.log" &
staging=$!
exec 4>"$work/hold"
# The addresses are printed once all six services answer; the end of the stream is the end of staging.
exec 3<"$work/ready"
while IFS= read -r line <&3; do
    case "$line" in AUTH_URL=*) break ;; esac
done
if [ ! -s "$work/staging.env" ]; then
    echo "endstate: the staging system did not start:" >&2
    cat "$work/staging.log" >&2
    exit 3
fi

# The staging system's only password, which every one of its users has. It is no secret of anybody's.
export TEST_PASSWORD='TestPassword123!'
sandbox=()
if [ "$(id -u)" -eq 0 ]; then
    echo "endstate: running as root, where Chromium has no sandbox; the demo goes on with --no-sandbox" >&2
    sandbox=(--no-sandbox)
fi

passed=0
status=0
for ((run = 1; run <= runs; run++)); do
    quiet=()
    if [ "$runs" -gt 1 ]; then quiet=(--quiet); fi
    if [ -n "${REPEAT:-}" ]; then quiet=(--quiet --repeat "$REPEAT"); fi
    status=0
    "$bin/endstate" run Scenarios/upgrade-plan.yaml --env-file "$work/staging.env" --artifacts always \
        "${sandbox[@]}" "${quiet[@]}" || status=$?
    if [ "$status" -eq 0 ]; then passed=$((passed + 1)); fi
    if [ "$status" -ge 129 ]; then exit "$status"; fi
done

if [ "$runs" -gt 1 ]; then
    echo "$passed passed, $((runs - passed)) failed"
    if [ "$passed" -ne "$runs" ]; then exit 1; fi
    exit 0
fi

if [ -n "${FAULT:-}" ]; then
    case "$status:$FAULT" in
        0:*) echo "endstate: the staging system was started with the fault \`$FAULT\`, which does this scenario no harm" >&2 ;;
        # A broken workflow is proven; behind a probe that is broken itself nothing is, neither way.
        1:* | 3:probe-*)
            echo "endstate: the staging system was started with the fault \`$FAULT\`, so this is what was asked for" >&2
            ;;
        *) echo "endstate: the run ended with $status, which is not what the fault \`$FAULT\` should lead to" >&2 ;;
    esac
fi
exit "$status"
