"""Progress on standard error, for work that takes longer than a second."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer


@contextmanager
def progress(label: str, total: int, *, is_long: bool) -> Iterator[Callable[[], None]]:
    """Gives a function to call after each of ``total`` steps.

    A bar shows only at a terminal, and only for work that ``is_long``; it goes when the work ends.
    """
    if not (is_long and sys.stderr.isatty()):
        yield _nothing
        return
    with typer.progressbar(
        length=total, label=label, file=sys.stderr, update_min_steps=max(1, total // 200)
    ) as bar:
        yield lambda: bar.update(1)


def _nothing() -> None:
    """Advance no bar."""


@contextmanager
def working(label: str, vignettes: int) -> Iterator[None]:
    """Says what is going on with so many vignettes, where nobody can tell how much of it is left.

    It shows only at a terminal, and only for many of them; it goes when the work ends.
    """
    if vignettes <= _MANY or not sys.stderr.isatty():
        yield
        return
    line = f"{label} ..."
    typer.echo(line, err=True, nl=False)
    try:
        yield
    finally:
        typer.echo(f"\r{' ' * len(line)}\r", err=True, nl=False)


_MANY = 500  # with more, the slowest such work takes a second
