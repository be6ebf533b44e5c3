"""Somebody was written down at the desk, and has an account by now: it is his check-in.

Three ways lead there, each a proof: staff see him and link it; he signs in with the very number
that was written down (its code proved it) and gives the same name; the register of residents is
bound to his account.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.consents import record_consent
from accounts.models import ConsentKind, User
from communities.models import Area, Resident
from core.exceptions import DomainError
from core.refusals import refusing
from organizations import person_history as history
from organizations.actions.checkin_facts import home_grid, subject_of
from organizations.models import MemberCheckin


@transaction.atomic
def link_account(checkin: MemberCheckin, *, user: User, actor: User) -> MemberCheckin:
    """Staff see him and his telephone."""
    if actor.pk == user.pk:
        raise DomainError(_("不能给自己的账号办，请同事来办"), code="own_account")
    checkin = MemberCheckin.objects.select_for_update(of=("self",)).get(pk=checkin.pk)
    if checkin.user_id is not None or not checkin.is_standing:
        raise DomainError(_("这份报到已经有账号了，或者已经结束"), code="linked")
    _give(checkin, user, actor=actor)
    return checkin


@transaction.atomic
def join_bound(resident_id: int, user_id: int) -> None:
    """The register of residents knows by now whose account it is. Twice is once."""
    resident = Resident.objects.get(pk=resident_id)
    rows = MemberCheckin.objects.standing().select_for_update(of=("self",))
    user = User.objects.get(pk=user_id)
    for checkin in rows.filter(user=None, subject=resident.subject):
        if not has_one(user, checkin.community):
            _give(checkin, user, actor=None)


def written_down(user: User, community: Area, name: str) -> MemberCheckin | None:
    """What the desk wrote down under the number he has proved to hold, and under this name.

    Asked only by who registers himself with everything that belongs to it: so it is no way to
    find out whom a number belonged to.
    """
    if user.phone_verified_at is None or not user.phone_index:
        return None
    rows = MemberCheckin.objects.standing().select_for_update(of=("self",))
    found = rows.filter(user=None, community=community, phone_index=user.phone_index)
    said = "".join(name.split())
    return next((row for row in found.order_by("pk") if row.name.open() == said), None)


def has_one(user: User, community: Area) -> bool:
    return MemberCheckin.objects.standing().filter(user=user, community=community).exists()


def give(checkin: MemberCheckin, user: User, *, actor: User | None) -> None:
    """Under the lock of the row. His number is the account's from now on, and so is his key."""
    checkin.user, checkin.subject, checkin.phone = user, None, ""
    if checkin.grid is None:
        checkin.grid = home_grid(user, checkin.community)
    with refusing(member_checkin_once_while_standing=_has_another()):
        checkin.save()
    history.note_member("organizations.member_linked", checkin, actor=actor)


def _give(checkin: MemberCheckin, user: User, *, actor: User | None) -> None:
    """His word to the desk goes over to the key of his account, where he can take it back."""
    record_consent(
        subject_of(user, checkin.community),
        ConsentKind.POLITICAL,
        given=True,
        user=user,
        scope=checkin.community_id,
        on_behalf_by=actor,
        evidence=_("登记时已同意；现在关联到他的账号"),
    )
    give(checkin, user, actor=actor)


def _has_another() -> DomainError:
    return DomainError(_("这个账号在本社区已经有一份报到"), code="already_here", field="phone")
