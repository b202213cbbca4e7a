"""An engine in a process: it replays recorded answers, with one fault by name.

``replay.py ANSWERS FAULT [VALUE]``. For the fault "another run" the value is a file with the ids
that the vignettes had in an earlier run, by those that they have now. The answers are by what is
known of a patient, so that nothing of the project is needed here, and the process starts at once.
"""

import hashlib
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

LEVELS = ("self_care", "routine", "urgent", "emergency")


def key_of(request: dict[str, Any]) -> str:
    """What an answer was recorded for: the patient, whatever the request is called."""
    known = {name: request[name] for name in ("present", "absent", "numbers", "patient")}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(file: str, fault: str, value: str = "") -> None:
    """Answer every request on standard input, but for the fault."""
    answers = json.loads(Path(file).read_text(encoding="utf-8"))
    earlier = json.loads(Path(value).read_text(encoding="utf-8")) if fault == "another run" else {}
    held: dict[str, Any] | None = None
    for number, line in enumerate(sys.stdin, start=1):
        request = json.loads(line)
        answer = {"id": request["id"], **answers[key_of(request)]}
        is_hit = value in request["present"]
        if fault == "crashes" and is_hit:
            os._exit(3)
        if fault == "hangs" and request["narrative"].startswith(value):
            time.sleep(60)
        if fault == "exits early" and number > int(value):
            sys.exit(0)
        if fault == "garbage" and is_hit:
            say("Traceback (most recent call last):")
            continue
        if fault == "garbage beside":
            say("loading model ...")
        if fault == "another run":
            answer["id"] = earlier[answer["id"]]
        if fault == "random":
            answer["disposition"] = random.choice(LEVELS)  # noqa: S311 - no secret
        if fault == "nan" and is_hit:
            answer["disposition"] = float("nan")
        if fault == "twice" and is_hit:
            say(json.dumps(answer))
        if fault == "drops the last":
            if held:
                say(json.dumps(held))
            held = answer
            continue
        say(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
