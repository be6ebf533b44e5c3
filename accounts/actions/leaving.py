"""Leaving a post: first everything open goes into other hands, then the role ends.

Topic published: `accounts.post_left` {grant_id, user_id, successor_id}.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import security
from accounts.actions.grants import lock_grant, revoke_role
from accounts.handover import Open, open_duties, unsealed
from accounts.models import RoleGrant, User
from core import outbox
from core.exceptions import DomainError
from core.words import listed


@transaction.atomic
def leave_post(
    grant: RoleGrant,
    successor: User | None,
    *,
    actor: User,
    reason: str,
    last_day: date | None = None,
) -> None:
    """Refuses while something is open and nobody is named to take it."""
    grant = lock_grant(grant)
    if not reason.strip():
        raise DomainError(_("请写离任原因"), field="reason")
    if successor is not None and (successor.pk == grant.user_id or not successor.is_active):
        raise DomainError(_("接手的人不能是本人，也不能是停用的账号"), field="successor")
    waiting = open_duties(grant)
    if (named := unsealed(waiting)) and successor is None:
        raise DomainError(
            _("还有没交出去的事：{what}。请写明谁接手").format(what=_in_words(named)),
            code="open_duties",
            field="successor",
        )
    for duty in waiting:
        duty.duty.move(grant, to=successor, actor=actor)
    if left := open_duties(grant):
        raise DomainError(
            _("这些事没能全部交出：{what}").format(what=_in_words(left)), code="open_duties"
        )
    revoke_role(grant, actor=actor, reason=reason, last_day=last_day)
    security.note(
        "accounts.post_left",
        user=grant.user,
        actor=actor,
        grant=grant.pk,
        successor=successor and successor.pk,
        moved={duty.duty.name: duty.count for duty in named},
    )
    outbox.publish(
        "accounts.post_left",
        key=f"accounts.post_left:{grant.pk}",
        payload={
            "grant_id": grant.pk,
            "user_id": grant.user_id,
            "successor_id": successor and successor.pk,
        },
    )


def _in_words(duties: list[Open]) -> str:
    return listed(f"{duty.title} {duty.count}" for duty in duties)
