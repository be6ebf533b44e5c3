"""Telling people something: inbox, SMS, e-mail.

    send("grids.worker_changed", to_user=user, scope=community_id, context={…}, dedup_key=…)

Kinds and their shipped wordings: `core.messaging.kinds`. Reasons to stay silent:
`core.messaging.hooks`. Topics published: core.message_due (one that must leave),
core.messages_ordered (many, into their inboxes).
"""

from core.messaging.kinds import Kind, Wording, register
from core.messaging.queries import unread_count
from core.messaging.sending import send, send_many

__all__ = ["Kind", "Wording", "register", "send", "send_many", "unread_count"]
