"""An engine that misbehaves as it is told: ``fake.py ORDER FATE [MORE]``.

A patient with fever meets the fate; all others are answered with routine.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Never

SAYS = {
    "garbage": b"no answer at all",
    "not-utf8": b'{"id": "ID", "disposition": "urgent", "red_flags": [], "reason": "\xff"}',
    "nan": b'{"id": "ID", "disposition": NaN, "red_flags": []}',
    "twice-a-key": b'{"id": "ID", "disposition": "urgent", "disposition": "routine"}',
    "list": b'[{"id": "ID"}]',
    "number": b'{"id": "ID", "disposition": 2, "red_flags": []}',
    "unknown": b'{"id": "ID", "disposition": "soon", "red_flags": []}',
    "no-flags": b'{"id": "ID", "disposition": "urgent"}',
    "flags-as-text": b'{"id": "ID", "disposition": "urgent", "red_flags": "fever"}',
    "extra": b'{"id": "ID", "disposition": "urgent", "red_flags": [], "error": "mine"}',
    "error": b'{"id": "ID", "error": "mine"}',
    "abstain": b'{"id": "ID", "disposition": null, "reason": "not my field"}',
    "no-id": b'{"disposition": "urgent", "red_flags": []}',
    "number-as-id": b'{"id": 7, "disposition": "urgent", "red_flags": []}',
    "id-twice": b'{"id": "ID", "id": "q-0", "disposition": "urgent", "red_flags": []}',
    "deep": b"[" * 100_000,
    "nothing": b"",
    "blank": b"  \r\n\n",
}
ENDS = {"crash": 3, "quit": 0}


def main(order: str, fate: str, *more: str) -> None:
    """Answer in an order, until fate strikes."""
    if order in {"at-end", "backwards"}:
        lines = list(sys.stdin.buffer)
        for line in lines[::-1] if order == "backwards" else lines:
            respond(json.loads(line), fate, more)
    elif order == "in-pairs":
        swap(fate, more)
    else:
        for line in sys.stdin.buffer:
            respond(json.loads(line), fate, more)


def swap(fate: str, more: tuple[str, ...]) -> None:
    """Answer every second request before the one that came first."""
    held: list[Any] = []
    for line in sys.stdin.buffer:
        held.append(json.loads(line))
        if len(held) == 2:
            respond(held.pop(), fate, more)
            respond(held.pop(), fate, more)
    for request in held:
        respond(request, fate, more)


def respond(request: Any, fate: str, more: tuple[str, ...]) -> None:
    """Answer one request, or meet its fate."""
    if "fever" not in request["present"]:
        answer(request["id"])
    elif fate in SAYS:
        say(SAYS[fate].replace(b"ID", request["id"].encode()))
    elif fate in ENDS:
        os._exit(ENDS[fate])
    else:
        globals()[fate](request["id"], *more)


def answer(name: str, *_: str) -> None:
    """A good answer."""
    say(b'{"id": "%s", "disposition": "routine", "red_flags": []}' % name.encode())


def say(line: bytes) -> None:
    """Print a line at once."""
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def segfault(_: str) -> None:
    """End by a signal."""
    os.kill(os.getpid(), signal.SIGSEGV)


def hang(_: str) -> Never:
    """Do nothing for a long time."""
    while True:
        time.sleep(60)


def chatter(_: str) -> Never:
    """Talk, and never answer."""
    while True:
        say(b"still thinking")
        time.sleep(0.01)


def twice(name: str) -> None:
    """Answer, and answer again."""
    answer(name)
    answer(name)


def other(name: str, whose: str) -> None:
    """Answer for somebody else before oneself."""
    answer(whose)
    answer(name)


def later(_: str, whose: str, note: str) -> Never:
    """End, and the second time answer for somebody else before."""
    if Path(note).exists():
        answer(whose)
    with Path(note).open("a"):
        os._exit(3)


def odd_signal(_: str) -> None:
    """End by a signal that has no name."""
    os.kill(os.getpid(), 40)


def cut(name: str) -> Never:
    """Print half an answer, and end."""
    sys.stdout.buffer.write(b'{"id": "%s", "dispo' % name.encode())
    sys.stdout.buffer.flush()
    os._exit(0)


def long(name: str, megabytes: str) -> None:
    """Print an answer that is far too long."""
    sys.stdout.buffer.write(b'{"id": "%s", "reason": "' % name.encode())
    for _ in range(int(megabytes)):
        sys.stdout.buffer.write(b"x" * 1_000_000)
    say(b'"}')


def many(name: str, count: str) -> None:
    """Print many different lines that are no answers, and then one that is."""
    for number in range(int(count)):
        say(b"remark %d" % number)
    answer(name)


def complain(name: str, count: str) -> None:
    """Print much to the standard error, and answer."""
    for number in range(int(count)):
        sys.stderr.write(f"complaint {number}\n")
    answer(name)


def last_words(_: str) -> Never:
    """Say why, and end."""
    sys.stderr.write(f"cannot go on\x1b[31m: {'x' * 500}\n\n")
    sys.stderr.flush()
    os._exit(4)


def close(name: str) -> Never:
    """Answer, close the output, and stay."""
    answer(name)
    sys.stdout.buffer.close()
    os.close(1)
    hang(name)


def deaf(name: str) -> None:
    """Close the input, and answer what was read before."""
    os.close(0)
    answer(name)
    sys.exit(0)


def deaf_for_a_moment(name: str) -> Never:
    """Close the input, answer, and end a little later."""
    os.close(0)
    answer(name)
    time.sleep(0.2)
    os._exit(0)


def stay(name: str) -> Never:
    """Answer, and never end."""
    answer(name)
    hang(name)


def fail_late(name: str) -> Never:
    """Answer, and end with an error."""
    answer(name)
    os._exit(5)


def once(name: str, note: str) -> None:
    """End the first time, and answer from then on."""
    if not Path(note).exists():
        with Path(note).open("x"):
            os._exit(3)
    answer(name)


def family(name: str, note: str) -> None:
    """Start a child that leaves the session, and answer; the note tells both processes."""
    words = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
    child = subprocess.Popen(words, start_new_session=True)
    with Path(note).open("w") as file:
        file.write(f"{os.getpid()} {child.pid}")
    answer(name)


def patricide(_: str, note: str) -> Never:
    """Kill whoever started this."""
    with Path(note).open("w") as file:
        file.write(f"{os.getpid()}")
    os.kill(os.getppid(), signal.SIGKILL)
    hang(note)


def end_supervisor(name: str, note: str) -> Never:
    """Ask whoever started this to end."""
    os.kill(os.getppid(), signal.SIGTERM)
    family_and_hang(name, note)


def orphans(name: str) -> None:
    """Leave a child of a child behind, wait until it has ended, and answer."""
    told, tell = os.pipe()
    if os.fork() == 0:
        if os.fork() == 0:
            os.close(told)
            time.sleep(0.05)
        os._exit(0)
    os.close(tell)
    os.wait()
    os.read(told, 1)  # nothing, as soon as nobody can write
    time.sleep(0.05)
    answer(name)


def stop_supervisor(name: str, note: str) -> Never:
    """Halt whoever started this, so that it takes care of nothing any more."""
    os.kill(os.getppid(), signal.SIGSTOP)
    family_and_hang(name, note)


def family_and_hang(name: str, note: str) -> Never:
    """The same, and no answer."""
    family("somebody", note)
    hang(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
