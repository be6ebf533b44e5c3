"""Does the audit still say what it said when it was sealed? Names the first row that does not.

Three things are compared: the rows with their seals, the seals with each other, and the chains
with signed checkpoints. Only the last can see that a tail was cut or everything was rewritten,
because checkpoints are signed with a key, and repeated in a file, outside the database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from core import heartbeat, scope
from core.audit_seal import GENESIS, anchored, chain_of, is_genuine, link
from core.models import AuditCheckpoint, AuditEvent, AuditSeal, Heartbeat

PATIENCE = timedelta(minutes=5)
"""An event unsealed for longer than this was kept from the sealer, or nobody seals."""


REMEMBERED = "audit_verified"
SELDOM = timedelta(days=2)


@dataclass(frozen=True)
class Fault:
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass
class Report:
    seals: int = 0
    chains: int = 0
    checkpoints: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.faults


def verify_and_remember(files: Iterable[Path]) -> Report:
    """What came out stays where the auditor sees it, until the next time."""
    report = verify(files)
    with scope.entered(scope.EVERYTHING):
        heartbeat.give(
            REMEMBERED,
            seals=report.seals,
            chains=report.chains,
            checkpoints=report.checkpoints,
            faults=[str(fault) for fault in report.faults[:20]],
        )
    return report


def last_result() -> dict[str, Any] | None:
    row = Heartbeat.objects.filter(name=REMEMBERED).first()
    if row is None:
        return None
    return {**row.detail, "at": row.at, "is_old": row.at < timezone.now() - SELDOM}


def verify(files: Iterable[Path]) -> Report:
    """Recompute everything. One fault per chain, the first; the rest of it cannot be judged."""
    report = Report()
    with scope.entered(scope.EVERYTHING):
        points = _checkpoints(files, report)
        for chain in _chains(points):
            report.chains += 1
            report.faults += list(_walk(chain, points.get(chain, {}), report))[:1]
        report.faults += _unsealed()
    return report


def _checkpoints(files: Iterable[Path], report: Report) -> dict[int, dict[int, bytes]]:
    """{chain: {seq: hash}} of every genuine checkpoint; a forged or missing one is a fault."""
    points: dict[int, dict[int, bytes]] = {}
    inside = list(AuditCheckpoint.objects.order_by("id"))
    outside: list[AuditCheckpoint] = []
    for path in files:
        if path.exists():
            outside += anchored(path)
        elif inside:
            report.faults.append(Fault(str(path), "the file of checkpoints is missing"))
    for place, point in [("database", p) for p in inside] + [("file", p) for p in outside]:
        report.checkpoints += 1
        if not is_genuine(point):
            where = f"checkpoint {point} in the {place}"
            report.faults.append(Fault(where, "not signed with our key"))
            continue
        points.setdefault(point.chain, {})[point.seq] = bytes(point.hash)
    return points


def _chains(points: dict[int, dict[int, bytes]]) -> list[int]:
    sealed = AuditSeal.objects.order_by().values_list("chain", flat=True).distinct()
    return sorted({*sealed, *points})


def _walk(chain: int, points: dict[int, bytes], report: Report) -> Iterator[Fault]:
    previous, seq = GENESIS, 0
    seals = AuditSeal.objects.filter(chain=chain).order_by("seq").select_related("event")
    for seal in seals.iterator(chunk_size=2000):
        report.seals += 1
        seq += 1
        where = f"chain {chain}, seal {seal.seq}, event {seal.event_id}"
        if seal.seq != seq:
            yield Fault(f"chain {chain}, seal {seq}", "is missing")
            return
        if bytes(seal.prev_hash) != previous:
            yield Fault(where, "does not follow the seal before it")
            return
        if chain_of(seal.event) != chain:
            yield Fault(where, "the event belongs to another chain")
            return
        previous = bytes(seal.hash)
        if link(seal.event, chain=chain, seq=seq, previous=bytes(seal.prev_hash)) != previous:
            yield Fault(where, "the event is not what was sealed")
            return
        if points.get(seq, previous) != previous:
            yield Fault(where, "a signed checkpoint says otherwise: the chain was rewritten")
            return
    if points and max(points) > seq:
        yield Fault(
            f"chain {chain}, seal {seq + 1}",
            f"is missing: a signed checkpoint knows {max(points)} seals, the tail was cut",
        )


def _unsealed() -> list[Fault]:
    stale = (
        AuditEvent.objects.filter(seal__isnull=True, at__lt=timezone.now() - PATIENCE)
        .order_by("id")
        .first()
    )
    return [Fault(f"event {stale.pk}", "was never sealed")] if stale else []
