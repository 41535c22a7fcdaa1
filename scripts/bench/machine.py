"""What everything was measured on."""

import os
import platform
import subprocess


def output(*command):
    """The first line a command prints; empty when there is none."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    except OSError:
        return ""
    return (done.stdout.strip().splitlines() or [""])[0]


def load():
    """The load average of the last minute."""
    return f"{os.getloadavg()[0]:.2f}"


def processor():
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return " ".join(line.split(":", 1)[1].split())
    except OSError:
        pass
    return platform.machine()


def describe(bin, playwright, browser):
    """One line: processor, cores, load, versions."""
    parts = [
        f"{len(os.sched_getaffinity(0))} cores of {processor()}",
        f"load {load()}",
        output(os.path.join(bin, "endstate"), "--version"),
        output(browser, "--version"),
    ]
    if playwright:
        version = output(playwright, "-c", "import playwright._repo_version as v; print(v.version)")
        parts.append(f"Playwright {version} ({output(playwright, '--version')})")
    else:
        parts.append("no Playwright")
    return ", ".join(parts)
