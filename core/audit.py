"""The only history: who did what to which thing, written by the transaction that did it.

    audit.record("communities.resident.move", resident, actor=actor, scope=resident.community_id,
                 details={"to_household": household.pk},
                 sensitive={"from_address": old_address}, subject=resident.subject)
    audit.read(resident, ["id_number"], actor=actor, purpose="上门核实")

One INSERT, nothing read, nobody waited for: a leader seals what was committed (audit_seal).
`details` are for every auditor's eyes; what identifies a person goes into `sensitive`, under
that person's own key.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from core import person_keys, trace
from core.fields import Personal
from core.masking import redact_free_text
from core.models import AuditEvent

PURPOSE = "audit"
ONESELF = "oneself"
"""`details["by"]` where the person himself acted, and that he did would say too much about him."""
FROM_OBJECT = object()
"""The default scope of an event: the community of the thing it is about."""

_verbs: dict[str, Any] = {}

NOW = "statement_timestamp()"
"""The database's own. The story of the demo town puts its clock here (doors.town.then)."""
_INSERT = """
INSERT INTO core_auditevent (at, scope, actor_id, "grant", verb, object_type, object_id, details,
                             subject, sealed, request_id)
VALUES ({at}, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s)
"""


def describe(verbs: Mapping[str, Any]) -> None:
    """Tell how people read these verbs; called by each room when it is ready."""
    _verbs.update(verbs)


def label_of(verb: str) -> str:
    return str(_verbs.get(verb, verb))


def record(
    verb: str,
    obj: models.Model | None = None,
    *,
    actor: models.Model | None,
    scope: Any = FROM_OBJECT,
    details: Mapping[str, Any] | None = None,
    sensitive: Mapping[str, Any] | None = None,
    subject: UUID | None = None,
) -> None:
    """Write one event into the open transaction: it stands or falls with what it tells of."""
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record() belongs inside the action's transaction")
    if scope is FROM_OBJECT:
        scope = getattr(obj, "community_id", None)
    here = trace.current()
    values = [
        scope,
        getattr(actor, "pk", None),
        here.grant,
        verb,
        obj._meta.label_lower if obj is not None else "",
        str(obj.pk) if obj is not None else "",
        json.dumps(_discreet(dict(details or {})), cls=_Encoder, ensure_ascii=False),
        subject,
        _seal(sensitive, subject),
        here.request_id,
    ]
    # Plain SQL, because RETURNING would need the right to read what one may only write.
    with connection.cursor() as cursor:
        cursor.execute(_INSERT.format(at=NOW), values)


def read(
    obj: models.Model,
    fields: Iterable[str],
    actor: models.Model | None,
    purpose: str,
    *,
    scope: Any = FROM_OBJECT,
) -> None:
    """Somebody looked at sensitive fields, and said why."""
    record(
        f"{obj._meta.label_lower}.read",
        obj,
        actor=actor,
        scope=scope,
        details={"fields": sorted(fields), "purpose": purpose},
        subject=getattr(obj, "subject", None),
    )


@dataclass(frozen=True)
class HistoryRow:
    at: datetime
    who: str
    grant: str
    verb: str
    label: str
    details: dict[str, Any]
    has_sealed: bool
    is_sealed_in_chain: bool
    actor: Any = None
    came_from_a_page: bool = True
    """Then an empty grant says that somebody acted for himself."""


def history(
    obj: models.Model, *, limit: int = 200, without: Collection[str] = ()
) -> list[HistoryRow]:
    """What happened to one thing, newest first. The caller has fetched the thing in his scope."""
    events = (
        AuditEvent.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk))
        .exclude(verb__in=without)
        .select_related("actor", "seal")
        .order_by("-at", "-id")[:limit]
    )
    return [
        HistoryRow(
            at=event.at,
            who=str(event.actor) if event.actor else "",
            grant=event.grant,
            verb=event.verb,
            label=label_of(event.verb),
            details=event.details,
            has_sealed=bool(event.sealed),
            is_sealed_in_chain=hasattr(event, "seal"),
            actor=event.actor,
            came_from_a_page=bool(event.request_id),
        )
        for event in events
    ]


def open_sensitive(event: AuditEvent) -> dict[str, Any] | None:
    """The sealed details for a caller who may read them; None where the person was erased."""
    if not event.sealed or event.subject is None:
        return {}
    clear = person_keys.open_sealed(event.subject, bytes(event.sealed), purpose=PURPOSE)
    return None if clear is None else json.loads(clear)


def _seal(sensitive: Mapping[str, Any] | None, subject: UUID | None) -> bytes:
    if not sensitive:
        return b""
    if subject is None:
        raise ValueError("sensitive details need the person they belong to: pass subject=")
    opened = {
        name: value.open() if isinstance(value, Personal) else value
        for name, value in sensitive.items()
    }
    clear = json.dumps(opened, cls=_Encoder, ensure_ascii=False).encode()
    return person_keys.seal(subject, clear, purpose=PURPOSE)


def _discreet(value: Any) -> Any:
    """Masks stay masks, and a number that slipped into a text is taken out of it."""
    if isinstance(value, Personal):
        return value.masked
    if isinstance(value, str):
        return redact_free_text(value)[0]
    if isinstance(value, Mapping):
        return {str(name): _discreet(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_discreet(item) for item in value]
    return value


class _Encoder(DjangoJSONEncoder):
    """Lazy texts, dates, decimals and UUIDs; anything else is a mistake and raises."""
