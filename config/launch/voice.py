"""What the launcher says: to the terminal, and to a log that a second caller follows."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_log: list[Path] = []


def keep_in(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    _log[:] = [path]


def say(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:  # whoever listened has gone; the site goes on
        sys.stdout = sys.stderr
    for path in _log:
        with path.open("a", encoding="utf-8") as log:
            log.write(text + "\n")


@contextmanager
def step(text: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"  ✓ {text}  {time.monotonic() - began:.1f} s")
