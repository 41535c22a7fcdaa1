"""Starting what is measured, and measuring it from outside."""

import os
import subprocess
import tempfile
import time


class Failed(Exception):
    """What was measured did not do what it should have done."""


class Run:
    """A process from its start to its end."""

    def __init__(self, command, environment=None, peak=False, accepted=(0,)):
        """Runs a command.

        peak: also looks for the largest resident size, every other millisecond, so not where the time counts.
        """
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            start = time.monotonic()
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env={**os.environ, **(environment or {})})
            try:
                self.peak_mb = _watch(child.pid) if peak else None
                # Its end without the reaping, for its clock goes with it.
                os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
                self.seconds = time.monotonic() - start
                self.own_cpu = _cpu(child.pid)
            except BaseException:
                # A signal asks it to end as it would end by itself: with its browser.
                child.terminate()
                raise
            finally:
                status = child.wait()
            out.seek(0)
            err.seek(0)
            self.output = out.read().decode(errors="replace")
            if status not in accepted:
                tail = (self.output + err.read().decode(errors="replace")).strip()[-2000:]
                raise Failed(f"{' '.join(command[:3])} … ended with {status}:\n{tail}")


def _cpu(pid):
    """User and system time in seconds of a process's own threads, without its children: its own CPU clock."""
    # clock_getcpuclockid(3) as Linux makes it: the complement of the process, and 2 for the scheduler's clock.
    return time.clock_gettime((~pid << 3) | 2)


def _watch(pid):
    """The largest resident size that a process ever had, in MB, as its end comes."""
    peak = 0
    while True:
        try:
            with open(f"/proc/{pid}/status") as file:
                found = [line for line in file if line.startswith("VmHWM:")]
        except OSError:
            break
        if not found:
            break
        peak = max(peak, int(found[0].split()[1]))
        time.sleep(0.002)
    return peak * 1024 / 1e6


class Staging:
    """The staging system, for as long as a `with` lasts; it ends with this process however that ends."""

    def __init__(self, bin, *arguments):
        self.command = [os.path.join(bin, "endstate-staging"), "up", "--until-input-ends", *arguments]

    def __enter__(self):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.environment = {"TEST_PASSWORD": "TestPassword123!"}
        for line in self.process.stdout:
            name, equals, value = line.strip().partition("=")
            if equals:
                self.environment[name] = value
            if name == "AUTH_URL":
                return self
        self.log.seek(0)
        raise Failed(f"the staging system did not start:\n{self.log.read().decode(errors='replace')}")

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.log.close()
