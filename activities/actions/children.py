"""A child is enrolled by its guardian, and handed over to who may fetch it: 四点半课堂."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from activities.actions import enrolling, presence, telling, waiting
from activities.models import Activity, ChildCard, Enrolment, Handover, Pickup
from communities.models import Resident
from communities.queries.wards import wards_of
from core import audit, crypto
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing

LONGEST = timedelta(days=366)
Relation, How = Pickup.Relation, Pickup.How


@transaction.atomic
def enrol_child(
    activity: Activity,
    *,
    child: Resident,
    phone: str,
    remark: str = "",
    remark_agreed: bool = False,
    actor: User,
) -> Enrolment:
    """By one tap of who answers for the child; he himself may fetch it, and names the others."""
    activity = waiting.lock_activity(activity.pk)
    _require_roster(activity)
    ours = wards_of(actor.pk).filter(pk=child.pk, community=activity.community)
    if not ours.exists():
        raise DomainError(_("只有孩子的监护人能替他报名"), field="child")
    known = ChildCard.objects.select_for_update(of=("self",)).filter(resident=child)
    card = known.filter(community=activity.community).first()
    card = card or ChildCard(community=activity.community, resident=child)
    card.name, card.guardian = child.name.open(), actor
    card.guardian_name = actor.name.open()
    _write(card, phone, remark, remark_agreed)
    _let_guardian_fetch(card, actor)
    return enrolling.enrol(activity, _who(card), actor=actor)


@transaction.atomic
def write_down(
    activity: Activity,
    *,
    name: str,
    guardian_name: str,
    phone: str,
    remark: str = "",
    remark_agreed: bool = False,
    actor: User | None,
) -> Enrolment:
    """At the desk, for a guardian without a phone of his own in it."""
    activity = waiting.lock_activity(activity.pk)
    _require_roster(activity)
    card = _card_at_the_desk(activity, name, guardian_name, phone, remark, remark_agreed, actor)
    return enrolling.enrol(activity, _who(card), actor=actor)


@transaction.atomic
def bring(
    activity: Activity,
    *,
    name: str,
    guardian_name: str,
    phone: str,
    remark: str = "",
    remark_agreed: bool = False,
    actor: User | None,
) -> None:
    """Brought to the door without having been enrolled, as long as a place is free."""
    activity = waiting.lock_activity(activity.pk)
    _require_roster(activity)
    presence.require_open(activity)
    card = _card_at_the_desk(activity, name, guardian_name, phone, remark, remark_agreed, actor)
    presence.walk_in(activity, _who(card), actor=actor)


@transaction.atomic
def correct(
    card: ChildCard, *, phone: str, remark: str = "", remark_agreed: bool = False, actor: User
) -> ChildCard:
    """Another number to call, something else to beware of."""
    locked = _lock(card)
    _write(locked, phone, remark, remark_agreed)
    audit.record("activities.child_corrected", locked, actor=actor)
    return locked


@transaction.atomic
def authorise(
    card: ChildCard,
    *,
    name: str,
    relation: str,
    phone: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    how: str = How.SELF,
    actor: User,
) -> Pickup:
    """The guardian says who else may come; on the telephone only for the same day."""
    locked, today = _lock(card), timezone.localdate()
    if (how == How.SELF) != (actor.pk == locked.guardian_id):
        raise DomainError(_("请写明监护人是怎么同意的"), field="how")
    start = valid_from or today
    end = today if how == How.PHONE else valid_to or start
    if how == How.PHONE and start != today:
        raise DomainError(_("电话里同意的只限当天"), field="valid_from")
    if not max(start, today) <= end <= start + LONGEST:
        raise DomainError(_("从哪天到哪天对不上：最长一年，不能已经过去"), field="valid_to")
    if not name.strip():
        raise DomainError(_("请写来接的人的姓名"), field="name")
    made = Pickup(
        community=locked.community, card=locked, name=name.strip(), phone=_number(phone, ""),
        relation=relation, how=how, valid_from=start, valid_to=end, recorded_by=actor,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record("activities.pickup_named", locked, actor=actor, details={"how": how})
    if how != How.SELF:
        telling.of_child(locked, "activities.pickup_named", mark=f"{made.pk}", who=str(made.name))
    return made


@transaction.atomic
def revoke(pickup: Pickup, *, actor: User) -> Pickup:
    _lock(pickup.card)
    fresh = Pickup.objects.get(pk=pickup.pk)
    if fresh.revoked_at is not None:
        raise DomainError(_("已经撤销了"), code="moved_on")
    fresh.revoked_at = timezone.now()
    fresh.save(update_fields=["revoked_at"])
    audit.record("activities.pickup_revoked", fresh.card, actor=actor)
    return fresh


@transaction.atomic
def hand_over(enrolment: Enrolment, *, pickup: Pickup, actor: User) -> Handover:
    """Into the hands of somebody on the list of today; nobody else gets the child."""
    waiting.lock_activity(enrolment.activity_id)
    row = Enrolment.objects.select_related("card", "attendance", "activity").get(pk=enrolment.pk)
    card = _lock(_require_here(row))
    fresh = card.pickups.standing().filter(pk=pickup.pk).first()
    if fresh is None:
        raise DomainError(
            _("他不在今天的接送名单上，不能把孩子交给他。请打监护人的电话 {phone}").format(
                phone=card.phone.open()
            ),
            code="not_on_the_list",
            field="pickup",
        )
    made = Handover(community=row.community, enrolment=row, pickup=fresh, handed_by=actor)
    twice = DomainError(_("孩子已经接走了"), code="twice")
    with refusing(activities_handover_enrolment_id_key=twice):
        made.save(force_insert=True)
    presence.close_one(row.presence)
    audit.record("activities.child_handed_over", row, actor=actor, details={"to": fresh.pk})
    telling.of_child(card, "activities.child_fetched", mark=str(row.pk), who=fresh.name.open())
    return made


@transaction.atomic
def turn_away(enrolment: Enrolment, *, actor: User) -> None:
    """Somebody came who is not on the list: he goes without the child, and its guardian hears."""
    waiting.lock_activity(enrolment.activity_id)
    row = Enrolment.objects.select_related("card", "attendance").get(pk=enrolment.pk)
    card = _require_here(row)
    audit.record("activities.pickup_turned_away", row, actor=actor)
    mark = f"{row.pk}:{timezone.now():%H%M}"
    telling.of_child(card, "activities.pickup_turned_away", mark=mark)


# --- inside ---------------------------------------------------------------------------------------
def _require_roster(activity: Activity) -> None:
    if not activity.has_roster:
        raise DomainError(_("这场活动不用登记接送，直接报名"), code="no_roster")


def _require_here(row: Enrolment) -> ChildCard:
    if row.card is None or row.presence is None:
        raise DomainError(_("孩子还没有签到"), code="not_here")
    if row.presence.left_at is not None:
        raise DomainError(_("孩子已经接走了"), code="twice")
    return row.card


def _who(card: ChildCard) -> enrolling.Person:
    return enrolling.Person(
        card.name.open(),
        user=card.guardian,
        resident=card.resident,
        phone=card.phone.open(),
        card=card,
    )


def _card_at_the_desk(
    activity: Activity,
    name: str,
    guardian_name: str,
    phone: str,
    remark: str,
    agreed: bool,
    actor: User | None,
) -> ChildCard:
    """Who was here last week has a card: the same child of the same number."""
    if not name.strip():
        raise DomainError(_("请写孩子的姓名"), field="name")
    if not guardian_name.strip():
        raise DomainError(_("请写监护人的姓名"), field="guardian_name")
    index = crypto.blind_index("phone", _number(phone))
    known = ChildCard.objects.select_for_update(of=("self",)).filter(
        community=activity.community, name=name.strip(), phone_index=index
    )
    card = known.order_by("pk").first() or ChildCard(
        community=activity.community, name=name.strip(), guardian_name=guardian_name.strip()
    )
    _write(card, phone, remark or card.remark.open(), agreed or card.remark_agreed_at is not None)
    _let_guardian_fetch(card, actor)
    return card


def _write(card: ChildCard, phone: str, remark: str, agreed: bool) -> None:
    card.phone = _number(phone)
    card.remark = remark.strip()
    if card.remark and not agreed:
        raise DomainError(
            _("写了过敏、用药这些，要监护人同意老师知道，请勾选"), field="remark_agreed"
        )
    if not card.remark:
        card.remark_agreed_at = None
    elif card.remark_agreed_at is None:
        card.remark_agreed_at = timezone.now()
    card.save()


def _let_guardian_fetch(card: ChildCard, actor: User | None) -> None:
    """He who answers for it needs no leave; named anew when a year is over."""
    if card.pickups.standing().filter(relation=Relation.GUARDIAN).exists():
        return
    today = timezone.localdate()
    Pickup.objects.create(
        community=card.community,
        card=card,
        name=card.guardian_name.open(),
        phone=card.phone.open(),
        relation=Relation.GUARDIAN,
        how=How.SELF if card.guardian_id else How.PAPER,
        valid_from=today,
        valid_to=today + LONGEST,
        recorded_by=actor,
    )


def _lock(card: ChildCard) -> ChildCard:
    rows = ChildCard.objects.select_for_update(of=("self",)).select_related("community")
    return rows.get(pk=card.pk)


def _number(text: str, nothing: str | None = None) -> str:
    if nothing is not None and not text.strip():
        return nothing
    phone = read_phone(text)
    if not phone:
        raise DomainError(_("电话号码看不懂，请核对"), field="phone")
    return phone
