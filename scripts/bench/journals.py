"""What bundles tell of looking."""

import datetime
import json
import os


def _events(bundles):
    """The events of the only bundle in a folder."""
    (name,) = os.listdir(bundles)
    with open(os.path.join(bundles, name, "journal.jsonl")) as file:
        return os.path.join(bundles, name), [json.loads(line) for line in file]


def _milliseconds(text):
    """RFC 3339 as milliseconds since 1970."""
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000


def delays(bundles):
    """How long after it had happened each step of the workflow was first seen, in milliseconds.

    When it happened is staging's own word, in the answer that first tells it; when it was seen is the end of that look.
    Both read the clock of one machine.
    """
    folder, events = _events(bundles)
    wall = next(event["wallClock"] for event in events if event["kind"] == "run_started")
    known, found = set(), []
    for event in events:
        if event["kind"] != "look" or not event.get("blob"):
            continue
        with open(os.path.join(folder, "blobs", event["blob"])) as file:
            answer = json.load(file)
        for entry in answer["audit"]:
            key = (entry["stage"], entry["subject"])
            if key in known:
                continue
            known.add(key)
            if event["purpose"] == "converge":
                found.append(wall + event["end"] - _milliseconds(entry["at"]))
    return found


def looks_a_minute(bundles, after):
    """How often a probe was asked, from so many seconds after the last change up to the deadline."""
    _, events = _events(bundles)
    looks = [event for event in events if event["kind"] == "look" and event["purpose"] == "converge"]
    changed = max(event["end"] for event in looks if event.get("blob"))
    within = next(event["plan"]["within"] for event in events if event["kind"] == "plan")
    zero = next(event["t"] for event in events if event["kind"] == "trigger_dispatched")
    since, until = changed + after * 1000, zero + within
    # The look at the deadline is there for the deadline.
    starts = [event["start"] for event in looks if since <= event["start"] < until]
    return (len(starts) - 1) * 60000 / (starts[-1] - starts[0])
