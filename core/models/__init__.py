"""The kernel's tables. One module per noun; a room imports them from here."""

from core.models.base import Ledger, RowScope
from core.models.calendar import CalendarDay
from core.models.heartbeat import Heartbeat
from core.models.outbox import OutboxMessage
from core.models.tally import TallyDelta

__all__ = ["CalendarDay", "Heartbeat", "Ledger", "OutboxMessage", "RowScope", "TallyDelta"]
