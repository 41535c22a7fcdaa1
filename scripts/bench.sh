#!/usr/bin/env bash
# Measures Endstate against what its users would use instead, both in turns in one run. Prints a table.
# Usage: bench.sh BIN [--quick] [--only ROW]…
#   --quick   a few repetitions: shows that everything runs, measures nothing
#   --only    one row: round-trips, upgrade, clicks, artifacts, tool, noticed, quiet, workers
set -euo pipefail

bin=$1
shift
folder=.build-bench
venv=$folder/playwright
# The release that is made for the Chromium of Debian 12.
playwright=1.64.1

if ! command -v python3 >/dev/null 2>&1; then
    echo "endstate: make bench needs python3: apt-get install -y --no-install-recommends python3 python3-venv" >&2
    exit 2
fi
mkdir -p "$folder"

# Playwright's Python wheel brings its driver along; the browser is the one that Endstate uses.
if ! "$venv/bin/python" -c "import playwright._repo_version as v; assert v.version == '$playwright'" 2>/dev/null; then
    echo "endstate: installing playwright $playwright into $venv" >&2
    if ! { python3 -m venv "$venv" && "$venv/bin/pip" install -q --disable-pip-version-check "playwright==$playwright"; } \
        >"$folder/install.log" 2>&1; then
        echo "endstate: Playwright cannot be installed, so its rows are left out: $(tail -n 1 "$folder/install.log")" >&2
        rm -rf "$venv"
    fi
fi

if [ "$(id -u)" -eq 0 ]; then export ENDSTATE_NO_SANDBOX=1; fi
arguments=(--bin "$bin" --folder "$folder")
if [ -x "$venv/bin/python" ]; then arguments+=(--playwright "$venv/bin/python"); fi
exec python3 scripts/bench "${arguments[@]}" "$@"
