"""A programme begins, is told anew, ends; who cooks and who carries is named."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import programme_prices
from charity.actions.naming import has_numbers
from charity.models import EligibleGroup, Meal, Programme, ProgrammeHand, Tending
from charity.programme_workflow import MealStatus, Part, Price
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization


@transaction.atomic
def begin(
    community: Area,
    *,
    kind: str,
    name: str,
    groups: Iterable[EligibleGroup],
    place: str,
    opening: str,
    operator: Organization | None = None,
    price: str = Price.FREE,
    fee: Decimal = Decimal(),
    free_groups: Iterable[EligibleGroup] = (),
    telephone: str = "",
    started_on: date | None = None,
    actor: User | None,
) -> Programme:
    wanted, free = list(groups), list(free_groups)
    made = Programme(
        community=community,
        kind=kind,
        name=name.strip(),
        operator=operator,
        telephone=telephone.strip(),
        started_on=started_on or timezone.localdate(),
        kept_by=actor,
        price=Price.FREE if price == Price.FREE else Price.WAITING,
    )
    _tell(made, place, opening)
    _require_groups(wanted)
    programme_prices.require_price(price, fee, free, wanted)
    if not made.name:
        raise DomainError(_("请写名称"), field="name")
    if operator is not None and not _may_run(operator):
        raise DomainError(_("办项目的要是登记过的组织或单位"), field="operator")
    twice = DomainError(_("已经有一个同名的项目"), code="twice", field="name")
    with refusing(programme_named_once=twice):
        made.save(force_insert=True)
    made.groups.set(wanted)
    audit.record("charity.programme_begun", made, actor=actor, details={"kind": kind})
    programme_prices.ask(made, price, fee, free, actor=actor)
    return made


@transaction.atomic
def change(
    programme: Programme,
    *,
    groups: Iterable[EligibleGroup],
    place: str,
    opening: str,
    price: str,
    fee: Decimal,
    free_groups: Iterable[EligibleGroup] = (),
    telephone: str = "",
    actor: User | None,
) -> Programme:
    """What is public of it. Another fee waits for somebody who approves it; until then the one
    that stands is asked for."""
    programme = lock(programme)
    require_running(programme)
    wanted, free = list(groups), list(free_groups)
    _tell(programme, place, opening)
    _require_groups(wanted)
    programme_prices.require_price(price, fee, free, wanted)
    programme.telephone = telephone.strip()
    programme.save()
    programme.groups.set(wanted)
    programme_prices.ask(programme, price, fee, free, actor=actor)
    audit.record("charity.programme_changed", programme, actor=actor)
    return programme


@transaction.atomic
def end(programme: Programme, *, why: str, actor: User | None) -> Programme:
    """Nobody is left waiting for a meal: what is ordered is served or called off first."""
    programme = lock(programme)
    require_running(programme)
    if not why.strip():
        raise DomainError(_("请写一句原因"), field="why")
    if has_numbers(why):
        raise DomainError(_("这句话会公开，请去掉号码"), code="numbers", field="why")
    if Meal.objects.filter(day__programme=programme, status=MealStatus.ORDERED).exists():
        raise DomainError(_("还有订了的饭：先送完，或把那天停掉"), code="meals_left")
    programme.ended_on, programme.why_ended = timezone.localdate(), why.strip()
    programme.save(update_fields=["ended_on", "why_ended"])
    programme.hands.filter(until__isnull=True).update(until=timezone.localdate())
    # Nobody cooks for them any more: what they must not eat is nobody's business now.
    gone = {"left_on": timezone.localdate(), "diet": "", "allergy": ""}
    programme.diners.filter(left_on__isnull=True).update(**gone)
    beds = Tending.objects.filter(plot__programme=programme, until__isnull=True)
    beds.update(until=timezone.localdate())
    audit.record("charity.programme_ended", programme, actor=actor)
    return programme


@transaction.atomic
def name_hand(programme: Programme, *, part: str, user: User, actor: User | None) -> ProgrammeHand:
    """He reads what somebody must not eat, on the day, and where he lives; nothing else."""
    programme = lock(programme)
    require_running(programme)
    made = ProgrammeHand(community=programme.community, programme=programme, user=user, part=part)
    said = DomainError(_("他已经在名单上"), code="twice", field="phone")
    with refusing(programme_hand_once=said):
        made.save(force_insert=True)
    details = {"part": part, "user": user.pk}
    audit.record("charity.hand_named", programme, actor=actor, details=details)
    return made


@transaction.atomic
def release_hand(hand: ProgrammeHand, *, actor: User | None) -> ProgrammeHand:
    """From today on he reads nothing any more; what he was to carry is given to another first."""
    rows = ProgrammeHand.objects.select_for_update(of=("self",)).select_related("programme")
    hand = rows.get(pk=hand.pk)
    if hand.until is not None:
        raise DomainError(_("他已经不在名单上"), code="moved_on")
    left = Meal.objects.filter(
        day__programme=hand.programme, carrier=hand.user, status=MealStatus.ORDERED
    )
    if hand.part == Part.CARRIER and left.exists():
        raise DomainError(_("他手上还有没送的饭，先改给别人送"), code="meals_left")
    hand.until = timezone.localdate()
    hand.save(update_fields=["until"])
    details = {"part": hand.part, "user": hand.user_id}
    audit.record("charity.hand_released", hand.programme, actor=actor, details=details)
    return hand


def lock(programme: Programme) -> Programme:
    """One at a time at each programme."""
    rows = Programme.objects.select_for_update(of=("self",), no_key=True)
    named = rows.select_related("community", "operator").prefetch_related("free_groups")
    return named.get(pk=programme.pk)


def require_running(programme: Programme) -> None:
    if not programme.runs:
        raise DomainError(_("这个项目已经停办"), code="moved_on")


# --- inside ---------------------------------------------------------------------------------------
def _tell(programme: Programme, place: str, opening: str) -> None:
    if not place.strip():
        raise DomainError(_("请写在哪里"), field="place")
    if not opening.strip():
        raise DomainError(_("请写什么时候开"), field="opening")
    for field, text in (("name", programme.name), ("place", place), ("opening", opening)):
        if has_numbers(text):
            raise DomainError(_("这句话会公开，请去掉号码"), code="numbers", field=field)
    programme.place, programme.opening = place.strip(), opening.strip()


def _require_groups(groups: list[EligibleGroup]) -> None:
    if not groups:
        raise DomainError(_("请选为哪些人"), field="groups")


def _may_run(body: Organization) -> bool:
    return bool(Organization.objects.active().filter(pk=body.pk).exists())
