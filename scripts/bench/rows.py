"""A function a row: measures own and other in turns, so that whatever else happens happens to both."""

import json
import os
import shutil
import statistics
import subprocess
import tempfile

import journals
from processes import Run, Staging

HERE = os.path.dirname(os.path.abspath(__file__))
SCENARIO = os.path.join("Scenarios", "upgrade-plan.yaml")
NO_PLAYWRIGHT = "Playwright is not there"


class Bench:
    """What all rows need."""

    def __init__(self, bin, folder, playwright, quick):
        self.bin, self.folder, self.playwright, self.quick = bin, folder, playwright, quick
        self.endstate = os.path.join(bin, "endstate")
        self.own = os.path.join(bin, "endstate-bench")
        self.browser = _browser()

    def times(self, usual, quick=1):
        """How often something is repeated."""
        return quick if self.quick else usual

    def run(self, staging, *arguments, artifacts="always", scenario=SCENARIO, settle="0s", **how):
        """Runs a scenario; the bundle, where there is one, is in the folder `bundles`."""
        shutil.rmtree(self.bundles, ignore_errors=True)
        return Run(
            [self.endstate, "run", scenario, "--settle", settle, "--artifacts", artifacts, "--output", self.bundles,
             "--quiet", *arguments], staging.environment, **how)

    @property
    def bundles(self):
        return os.path.join(self.folder, "bundles")

    def script(self, name, *arguments):
        """The command of one of Playwright's scripts."""
        return [self.playwright, os.path.join(HERE, "playwright", name), self.browser, *arguments]


def _browser():
    """The program that Endstate starts: behind Debian's shell script the real one."""
    name = os.environ.get("ENDSTATE_BROWSER") or "chromium-headless-shell"
    real = os.path.join("/usr/lib/chromium", os.path.basename(name))
    return real if os.access(real, os.X_OK) else shutil.which(name) or name


def against(what, own, other, bound, unit, **more):
    """A row of two medians."""
    a, b = statistics.median(own), statistics.median(other)
    return {
        "what": what, "own": a, "other": b, "ratio": a / b, "bound": bound, "unit": unit, "own_samples": own,
        "other_samples": other, **more}


def alone(what, value, bound, unit, samples):
    """A row that is measured against nothing but its target."""
    return {"what": what, "own": value, "bound": bound, "unit": unit, "own_samples": samples}


def missing(what, reason):
    """A row that could not be measured, and why."""
    return {"what": what, "not_measured": reason}


# ── The rows


def round_trips(bench):
    blocks, per_block = (2, 50) if bench.quick else (20, 250)
    measured = json.loads(Run([bench.own, "round-trips", str(blocks), str(per_block)]).output)
    what = "CDP round trip, median, against a blocking socket"
    return [against(what, measured["endstate"], measured["floor"], 1.3, "µs")]


def upgrade(bench):
    whole = "upgrade, whole process, artifacts on, against"
    own, playwright, bare = [], [], []
    with Staging(bench.bin, "--latency", "0") as staging:
        for _ in range(bench.times(15) + 1):
            own.append(bench.run(staging).seconds)
            if bench.playwright:
                playwright.append(Run(bench.script("upgrade.py"), staging.environment).seconds)
            bare.append(Run([bench.own, "upgrade"], staging.environment).seconds)
    # The first of each finds nothing in the machine's caches.
    own, playwright, bare = own[1:], playwright[1:], bare[1:]
    rows = [against(f"{whole} Playwright", own, playwright, 0.6, "s")] if playwright else [
        missing(f"{whole} Playwright", NO_PLAYWRIGHT)]
    return rows + [against(f"{whole} bare CDP calls", own, bare, 1.25, "s")]


def clicks(bench):
    what = "click with every check, median, against Playwright"
    if not bench.playwright:
        return [missing(what, NO_PLAYWRIGHT)]
    page = f"file://{os.path.join(HERE, 'click.html')}"
    own, other = [], []
    for _ in range(bench.times(4)):
        count = str(bench.times(50, quick=10))
        own += json.loads(Run([bench.own, "clicks", page, count]).output)["milliseconds"]
        other += json.loads(Run(bench.script("clicks.py", page, count)).output)["milliseconds"]
    return [against(what, own, other, 1.0, "ms")]


def artifacts(bench):
    on, off = [], []
    with Staging(bench.bin, "--latency", "0") as staging:
        for _ in range(bench.times(15) + 1):
            on.append(bench.run(staging).seconds)
            off.append(bench.run(staging, artifacts="never").seconds)
    return [against("upgrade, artifacts on against off", on[1:], off[1:], 1.15, "s")]


def tool(bench):
    cpu, peak = [], []
    with Staging(bench.bin, "--latency", "0") as staging:
        for _ in range(bench.times(10)):
            cpu.append(bench.run(staging).own_cpu)
        for _ in range(bench.times(5)):
            peak.append(bench.run(staging, peak=True).peak_mb)
    return [
        alone("memory of the tool itself, largest", max(peak), 60, "MB", peak),
        alone("CPU of the tool itself, median", statistics.median(cpu), 0.25, "s", cpu)]


def noticed(bench):
    delays = []
    with Staging(bench.bin) as staging:
        for _ in range(bench.times(20)):
            bench.run(staging)
            delays += journals.delays(bench.bundles)
    return [alone("convergence noticed after it happened, median", statistics.median(delays), 100, "ms", delays)]


def quiet(bench):
    # Long enough for the pauses to have grown; the budgets in between have looks of their own.
    within, after = ("15s", 8) if bench.quick else ("60s", 15)
    with Staging(bench.bin, "--fault", "queue-schema") as staging:
        bench.run(staging, "--within", within, accepted=(1,))
        rate = journals.looks_a_minute(bench.bundles, after)
    return [alone("looks a minute once quiet", rate, 30, "", [rate])]


def workers(bench):
    what = "32 workflows, 8 at a time, a minute, against 8 Playwright contexts"
    listed = subprocess.run([bench.endstate, "run", "--help"], capture_output=True, text=True).stdout
    if "--workers" not in listed:
        return [missing(what, "this build has no --workers")]
    if not bench.playwright:
        return [missing(what, NO_PLAYWRIGHT)]
    count = bench.times(32, quick=4)
    own, other = [], []
    with tempfile.TemporaryDirectory() as folder, Staging(bench.bin, "--latency", "0") as staging:
        with open(SCENARIO) as file:
            text = file.read()
        fragments = os.path.join(os.path.dirname(SCENARIO), "fragments")
        shutil.copytree(fragments, os.path.join(folder, "fragments"))
        for number in range(count):
            with open(os.path.join(folder, f"upgrade-{number}.yaml"), "w") as copy:
                copy.write(text.replace("scenario: upgrade-plan", f"scenario: upgrade-plan-{number}", 1))
        for _ in range(bench.times(3)):
            run = bench.run(staging, "--workers", "8", scenario=folder)
            own.append(count * 60 / run.seconds)
            run = Run(bench.script("many.py", str(count), "8"), staging.environment)
            other.append(count * 60 / run.seconds)
    return [against(what, own, other, 1.5, "", at_least=True)]
