"""Chinese has no spaces: two neighbouring characters are the word one searches by."""

import re

_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")


def bigrams(text: str) -> frozenset[str]:
    return frozenset(_pieces(text))


def document(text: str) -> str:
    """The same, spaced, for PostgreSQL's simple configuration."""
    return " ".join(_pieces(text))


def _pieces(text: str) -> list[str]:
    pieces = []
    for run in _RUNS.findall(text.lower()):
        if run[0].isascii() or len(run) == 1:
            pieces.append(run)
        else:
            pieces += [run[n : n + 2] for n in range(len(run) - 1)]
    return pieces
