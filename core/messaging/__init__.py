"""Telling people something: inbox, SMS, e-mail.

    send("grids.worker_changed", to_user=user, scope=community_id, context={…}, dedup_key=…)

Kinds and their shipped wordings: `core.messaging.kinds`. Reasons to stay silent:
`core.messaging.hooks`. Topic published: core.message_due.
"""

from core.messaging.kinds import Kind, Wording, register
from core.messaging.queries import unread_count
from core.messaging.sending import send

__all__ = ["Kind", "Wording", "register", "send", "unread_count"]
