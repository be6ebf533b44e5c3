"""An organisation comes to a hub and leaves it again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import lock_standing, words_of
from organizations.actions.readers import managers_of, readers
from organizations.history import note
from organizations.hub_workflow import DECLINE, LEAVE, OPEN, TAKE, HubStep, MembershipStatus
from organizations.kinds import Family
from organizations.models import HubMembership, Organization
from organizations.workflow import Status


@transaction.atomic
def ask(organization: Organization, *, hub: Organization, actor: User | None) -> HubMembership:
    """By its manager, or by who keeps the register. The hub's managers hear."""
    member = lock_standing(organization)
    if member.family != Family.SOCIAL or member.status != Status.ACTIVE or member.is_hub:
        raise DomainError(_("在册的社会组织、自己不是枢纽的，才能加入"), code="unfit")
    if not hub.is_hub or hub.status != Status.ACTIVE:
        raise DomainError(_("请从在册的枢纽型组织里选"), field="hub")
    row = HubMembership(hub=hub, member=member, asked_by=actor)
    twice = DomainError(_("它已经在一个枢纽里，或者在等答复"), code="twice", field="hub")
    with refusing(hub_one_at_a_time=twice):
        row.save(force_insert=True)
    _note("asked", row, actor)
    _tell("organizations.hub_asked", hub, member)
    return row


@transaction.atomic
def take(membership: HubMembership, *, actor: User | None) -> HubMembership:
    row = _at(membership, TAKE)
    if not row.hub.is_hub or row.hub.status != Status.ACTIVE:
        raise DomainError(_("请从在册的枢纽型组织里选"), code="no_hub")
    row.since = timezone.localdate()
    _move(row, TAKE, actor)
    _tell("organizations.hub_taken", row.member, row.hub)
    return row


@transaction.atomic
def decline(membership: HubMembership, *, reason: str, actor: User | None) -> HubMembership:
    row = _at(membership, DECLINE)
    row.reason = words_of(reason, "reason", _("请写一句原因，它看得到"))
    row.until = timezone.localdate()
    _move(row, DECLINE, actor)
    _tell("organizations.hub_declined", row.member, row.hub, reason=row.reason)
    return row


@transaction.atomic
def leave(membership: HubMembership, *, reason: str, actor: User | None) -> HubMembership:
    """By either of the two; the other hears, unless it had not answered yet."""
    row = _at(membership, LEAVE)
    was = row.status
    row.reason = words_of(reason, "reason", _("请写一句原因，对方看得到"))
    row.until = timezone.localdate()
    _move(row, LEAVE, actor)
    if was == MembershipStatus.MEMBER:
        _tell_both(row, actor)
    return row


def end_with(organization: Organization, *, actor: User | None) -> None:
    """It has left the register, or is no hub any more; the caller holds its row."""
    rows = HubMembership.objects.filter(status__in=OPEN)
    rows = rows.filter(member=organization) | rows.filter(hub=organization)
    for row in rows.select_related("hub__area", "member__area").order_by("pk"):
        was = row.status
        row.reason, row.until = _("不再是枢纽，或者退出了名册"), timezone.localdate()
        _move(row, LEAVE, actor)
        if was == MembershipStatus.MEMBER:
            _tell_both(row, actor)


# --- inside ---------------------------------------------------------------------------------------
def _at(membership: HubMembership, step: HubStep) -> HubMembership:
    """Whoever answers or leaves comes through here one at a time."""
    rows = HubMembership.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("hub__area", "member__area").get(pk=membership.pk)
    if row.status not in step.sources:
        raise DomainError(
            _("现在是“{status}”，不能再这样办").format(status=row.get_status_display()),
            code="moved_on",
        )
    return row


def _move(row: HubMembership, step: HubStep, actor: User | None) -> HubMembership:
    row.status = step.target
    row.save(update_fields=["status", "since", "until", "reason"])
    _note(step.name, row, actor)
    return row


def _note(verb: str, row: HubMembership, actor: User | None) -> None:
    """In the book of both."""
    for one, other in ((row.member, row.hub), (row.hub, row.member)):
        details = {"what": other.name, **({"reason": row.reason} if row.reason else {})}
        note(f"hub_{verb}", one, actor=actor, details=details)


def _tell_both(row: HubMembership, actor: User | None) -> None:
    for to, about in ((row.member, row.hub), (row.hub, row.member)):
        _tell("organizations.hub_left", to, about, but=actor, reason=row.reason)


def _tell(
    kind: str, to: Organization, about: Organization, *, but: User | None = None, **more: str
) -> None:
    messaging.send_many(
        kind,
        to_users=[pk for pk in readers(managers_of(to.pk)) if but is None or pk != but.pk],
        scope=to.community_id,
        context={"name": about.name, "name_en": about.name_en or about.name, **more},
        dedup_key=f"{kind}:{to.pk}:{about.pk}:{timezone.now().isoformat()}",
        link=f"/desk/organizations/{to.pk}/",
    )
