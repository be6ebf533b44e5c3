"""What can be exported. Each room registers its own in `exports.py`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.models import ExportJob


@dataclass(frozen=True)
class Rows:
    total: int
    rows: Iterable[Sequence[Any]]
    """Read while it is written: pass an iterator over server-side chunks, never a list."""


Producer = Callable[[ExportJob], Rows]


@dataclass(frozen=True)
class Exporter:
    kind: str
    title: Any
    columns: Sequence[Any]
    allowed: Callable[[Any], bool]
    """Asked with the viewer when the export is started, looked at, and fetched."""
    params: tuple[str, ...]
    produce: Producer


by_kind: dict[str, Exporter] = {}


def exporter(
    kind: str,
    *,
    title: Any,
    columns: Sequence[Any],
    allowed: Callable[[Any], bool],
    params: tuple[str, ...] = (),
) -> Callable[[Producer], Producer]:
    def register(produce: Producer) -> Producer:
        if kind in by_kind:
            raise RuntimeError(f"two exporters are called {kind}")
        by_kind[kind] = Exporter(kind, title, columns, allowed, params, produce)
        return produce

    return register


def offered(viewer: Any, *kinds: str) -> list[Exporter]:
    """Of these, what he may take home: for the page that shows the list."""
    return [by_kind[kind] for kind in kinds if by_kind[kind].allowed(viewer)]
