"""The kernel's tables. One module per noun; a room imports them from here."""

from core.models.audit import (
    AuditCheckpoint,
    AuditEvent,
    AuditFloor,
    AuditSeal,
    PersonKey,
)
from core.models.base import Ledger, RowScope
from core.models.calendar import CalendarDay
from core.models.chain import chain, last_link, link_after
from core.models.disclosed import Disclosed, disclosed
from core.models.exports import ExportJob
from core.models.files import StoredFile
from core.models.heartbeat import Heartbeat
from core.models.idempotency import IdempotencyKey
from core.models.messaging import (
    Channel,
    DemoMessage,
    GatewayReceipt,
    GatewayState,
    Message,
    MessagePreference,
    MessageStatus,
    MessageTemplate,
)
from core.models.numbers import KeepsNumbers
from core.models.outbox import OutboxMessage
from core.models.reference import ReferenceMark
from core.models.tally import TallyDelta

__all__ = [
    "AuditCheckpoint",
    "AuditEvent",
    "AuditFloor",
    "AuditSeal",
    "CalendarDay",
    "Channel",
    "DemoMessage",
    "Disclosed",
    "ExportJob",
    "GatewayReceipt",
    "GatewayState",
    "Heartbeat",
    "IdempotencyKey",
    "KeepsNumbers",
    "Ledger",
    "Message",
    "MessagePreference",
    "MessageStatus",
    "MessageTemplate",
    "OutboxMessage",
    "PersonKey",
    "ReferenceMark",
    "RowScope",
    "StoredFile",
    "TallyDelta",
    "chain",
    "disclosed",
    "last_link",
    "link_after",
]
