"""Sealing: committed events become links of a hash chain, and chains get signed checkpoints.

Why after the commit: a chain inside the business transaction would make everybody of one
community wait for each other (docs/adr). The price is the last second, which is unsealed.

Only committed rows are visible here, so nothing can be sealed that is later rolled back. The
search begins at the floor: when a batch is sealed, its snapshot's xmin is written down, and no
transaction below it can bring anything new. Where the database was restored into a new cluster
the numbers start again; a floor above the present is forgotten, and everything is looked at.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core import leader, scope
from core.audit_keys import private_key
from core.models import AuditCheckpoint, AuditEvent, AuditFloor, AuditSeal

logger = logging.getLogger(__name__)

GENESIS = bytes(32)
BATCH = 1000
MAX_BATCHES = 200
CHECKPOINT_AFTER = timedelta(minutes=1)

_UNSEALED = """
SELECT event.id FROM core_auditevent event
WHERE event.transaction >= %s AND event.id > %s
  AND NOT EXISTS (SELECT FROM core_auditseal seal WHERE seal.event_id = event.id)
ORDER BY event.id LIMIT %s
"""

# Walks from chain to chain along the index: as many steps as there are chains.
_UNSIGNED_HEADS = """
WITH RECURSIVE chains(chain) AS (
    (SELECT chain FROM core_auditseal ORDER BY chain LIMIT 1)
    UNION ALL
    SELECT (SELECT seal.chain FROM core_auditseal seal WHERE seal.chain > chains.chain
            ORDER BY seal.chain LIMIT 1)
    FROM chains WHERE chains.chain IS NOT NULL
)
SELECT head.chain, head.seq, head.hash
FROM chains
CROSS JOIN LATERAL (SELECT * FROM core_auditseal seal WHERE seal.chain = chains.chain
                    ORDER BY seal.seq DESC LIMIT 1) head
WHERE head.seq > coalesce((SELECT max(point.seq) FROM core_auditcheckpoint point
                           WHERE point.chain = chains.chain), 0)
"""


@dataclass
class _Run:
    """One pass over everything unsealed. The floor it may set is that of its beginning: rows
    with a small id may become visible while it is under way, and belong to the next pass."""

    floor: int = 0
    horizon: int = 0
    after: int = 0
    started: bool = False
    sealed: int = 0


def seal_committed(*, checkpoint_now: bool = False) -> int:
    """Seal whatever is committed; returns how many events. Only one process does it at a time."""
    run = _Run()
    for _ in range(MAX_BATCHES):
        if not _seal_batch(run, checkpoint_now=checkpoint_now):
            break
    return run.sealed


def _seal_batch(run: _Run, *, checkpoint_now: bool) -> bool:
    """True if there may be more."""
    with scope.entered(scope.EVERYTHING):
        if not leader.am_leader("audit.seal"):
            return False
        state = AuditFloor.objects.filter(pk=1).first() or AuditFloor(pk=1)
        if not run.started:
            _begin(run, state)
        with connection.cursor() as cursor:
            cursor.execute(_UNSEALED, [run.floor, run.after, BATCH])
            pks = [pk for (pk,) in cursor.fetchall()]
        if pks:
            _append(pks)
            run.after, run.sealed = pks[-1], run.sealed + len(pks)
        if finished := len(pks) < BATCH:
            state.transaction = run.horizon
        _sign_if_due(state, fresh=bool(pks), now=checkpoint_now, many=not finished)
        state.save()
        return not finished


def _begin(run: _Run, state: AuditFloor) -> None:
    """Asked before the rows are read: whatever commits in between is above this horizon."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        run.horizon = cursor.fetchone()[0]
    run.floor = state.transaction if state.transaction <= run.horizon else 0
    run.started = True


def _append(pks: list[int]) -> None:
    heads: dict[int, tuple[int, bytes]] = {}
    seals = []
    for event in AuditEvent.objects.filter(pk__in=pks).order_by("id"):
        chain = chain_of(event)
        seq, previous = heads[chain] if chain in heads else _head(chain)
        digest = link(event, chain=chain, seq=seq + 1, previous=previous)
        seals.append(
            AuditSeal(event=event, chain=chain, seq=seq + 1, prev_hash=previous, hash=digest)
        )
        heads[chain] = (seq + 1, digest)
    AuditSeal.objects.bulk_create(seals)


def _head(chain: int) -> tuple[int, bytes]:
    last = AuditSeal.objects.filter(chain=chain).order_by("-seq").values_list("seq", "hash").first()
    return (last[0], bytes(last[1])) if last else (0, GENESIS)


def chain_of(event: AuditEvent) -> int:
    return event.scope or 0


def link(event: AuditEvent, *, chain: int, seq: int, previous: bytes) -> bytes:
    """The hash of everything the row says, its place, and everything before it."""
    said = [
        chain,
        seq,
        event.pk,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.transaction,
        event.scope,
        event.actor_id,
        event.grant,
        event.verb,
        event.object_type,
        event.object_id,
        event.details,
        str(event.subject) if event.subject else None,
        bytes(event.sealed).hex(),
        event.request_id,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(b"wushe.audit.1" + previous + text.encode()).digest()


# --- checkpoints ------------------------------------------------------------------------------


def _sign_if_due(state: AuditFloor, *, fresh: bool, now: bool, many: bool) -> None:
    """A minute after the first unsigned seal at the latest, also where nothing follows it."""
    clock = timezone.now()
    if fresh and state.unsigned_since is None:
        state.unsigned_since = clock
    waited = state.unsigned_since and clock - state.unsigned_since >= CHECKPOINT_AFTER
    if not (now or many or waited):
        return
    with connection.cursor() as cursor:
        cursor.execute(_UNSIGNED_HEADS)
        points = [sign(chain, seq, bytes(digest), clock) for chain, seq, digest in cursor]
    AuditCheckpoint.objects.bulk_create(points)
    state.unsigned_since = None
    if points:
        transaction.on_commit(lambda: _anchor(points))


def sign(chain: int, seq: int, digest: bytes, at: datetime) -> AuditCheckpoint:
    signature = private_key().sign(statement(chain, seq, digest, at))
    return AuditCheckpoint(chain=chain, seq=seq, hash=digest, at=at, signature=signature)


def is_genuine(point: AuditCheckpoint) -> bool:
    said = statement(point.chain, point.seq, bytes(point.hash), point.at)
    try:
        private_key().public_key().verify(bytes(point.signature), said)
    except Exception:
        return False
    return True


def statement(chain: int, seq: int, digest: bytes, at: datetime) -> bytes:
    when = at.astimezone(UTC).isoformat(timespec="microseconds")
    return f"wushe.audit.checkpoint.1|{chain}|{seq}|{digest.hex()}|{when}".encode()


def _anchor(points: list[AuditCheckpoint]) -> None:
    """After the commit, and in one write: a line never tells of seals that were rolled back."""
    lines = "".join(json.dumps(_as_line(point)) + "\n" for point in points)
    path = Path(settings.AUDIT_CHECKPOINT_FILE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, lines.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        logger.exception("Audit checkpoints could not be written to %s", path)


def _as_line(point: AuditCheckpoint) -> dict[str, Any]:
    return {
        "chain": point.chain,
        "seq": point.seq,
        "hash": bytes(point.hash).hex(),
        "at": point.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "signature": bytes(point.signature).hex(),
    }


def anchored(path: Path) -> Iterator[AuditCheckpoint]:
    """The checkpoints of a file outside the database."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            yield AuditCheckpoint(
                chain=said["chain"],
                seq=said["seq"],
                hash=bytes.fromhex(said["hash"]),
                at=datetime.fromisoformat(said["at"]),
                signature=bytes.fromhex(said["signature"]),
            )
