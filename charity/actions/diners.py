"""Somebody begins to eat with a programme, says what he must not eat, on which days, and leaves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ConsentEvent, ConsentKind, User
from charity.actions import programmes
from charity.models import Diner, EligibleGroup, Meal, Programme
from charity.programme_workflow import MealStatus, Way
from communities.actions import merging
from communities.models import Resident, ResidentStatus
from communities.queries.residents import address_of
from core import audit
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing

WEEK = "0123456"


@transaction.atomic
def join(
    programme: Programme,
    *,
    resident: Resident,
    group: EligibleGroup,
    agreed: str,
    ground: str = "",
    way: str = Way.HERE,
    where: str = "",
    phone: str = "",
    weekdays: str = "",
    actor: User | None,
) -> Diner:
    programme = programmes.lock(programme)
    if not programme.runs or not programme.serves:
        raise DomainError(_("这个项目现在不供餐"), code="moved_on")
    if resident.community_id != programme.community_id:
        raise DomainError(_("这个人不在这个社区"), field="resident")
    _require_eligible(programme, resident, group, ground)
    if not agreed.strip():
        raise DomainError(_("请写本人怎样同意的，如：当面问过"), field="agreed")
    made = Diner(
        community=programme.community,
        programme=programme,
        resident=resident,
        group=group,
        ground=ground.strip(),
        agreed=agreed.strip(),
        weekdays=_weekdays(weekdays),
    )
    _say_where(made, way, where, phone)
    twice = DomainError(_("他已经在这里用餐"), code="twice", field="resident")
    with refusing(diner_once_at_a_table=twice):
        made.save(force_insert=True)
    audit.record("charity.diner_joined", made, actor=actor, details={"way": made.way})
    return made


@transaction.atomic
def rearrange(
    diner: Diner,
    *,
    way: str,
    where: str = "",
    phone: str = "",
    weekdays: str = "",
    actor: User | None,
) -> Diner:
    """How and on which days from now on. A meal that is ordered stays as it was ordered."""
    diner = _lock(diner)
    diner.weekdays = _weekdays(weekdays)
    _say_where(diner, way, where, phone)
    diner.save()
    audit.record("charity.diner_rearranged", diner, actor=actor, details={"way": diner.way})
    return diner


@transaction.atomic
def say_diet(diner: Diner, *, diet: str = "", allergy: str = "", actor: User | None) -> Diner:
    """Of somebody's health: kept only while his separate yes holds."""
    diner = _lock(diner)
    said = bool(diet.strip() or allergy.strip())
    if said and not ConsentEvent.objects.holds(diner.resident.subject, ConsentKind.HEALTH):
        raise DomainError(
            _("忌口和过敏是健康情况，要先有本人的单独同意：在他的居民页面上登记“健康状况”的同意"),
            code="no_consent",
        )
    diner.diet, diner.allergy = diet.strip(), allergy.strip()
    diner.save(update_fields=["diet", "allergy"])
    audit.record("charity.diner_diet_said", diner, actor=actor, details={"said": said})
    return diner


@transaction.atomic
def forget_diet(resident: Resident, *, actor: User | None) -> int:
    """He took back his yes about his health: what stood on it goes."""
    if ConsentEvent.objects.holds(resident.subject, ConsentKind.HEALTH):
        return 0
    gone = 0
    for diner in Diner.objects.select_for_update(of=("self",)).filter(resident=resident):
        if diner.must_be_watched:
            diner.diet, diner.allergy = "", ""
            diner.save(update_fields=["diet", "allergy"])
            audit.record("charity.diner_diet_forgotten", diner, actor=actor)
            gone += 1
    return gone


@transaction.atomic
def leave(diner: Diner, *, actor: User | None) -> Diner:
    """No meal is made for him any more; those ordered for later days are taken back."""
    diner = _lock(diner)
    diner.diet, diner.allergy = "", ""
    return _end(diner, actor)


@transaction.atomic
def take_back(diner: Diner, *, actor: User | None) -> Diner:
    """Written down by mistake: he never had anything here, and nothing says that he left."""
    diner = _lock(diner)
    if diner.was_served_once:
        raise DomainError(_("他已经用过了，不再来的点结束"), code="served")
    diner.diet, diner.allergy = "", ""
    return _end(diner, actor, "charity.diner_taken_back")


@transaction.atomic
def follow_resident(resident_id: int) -> int:
    """Who died or moved away is brought no meal any more."""
    rows = Diner.objects.standing().filter(resident=resident_id)
    gone = rows.exclude(resident__status=ResidentStatus.PRESENT)
    left = [leave(diner, actor=None) for diner in list(gone)]
    return len(left)


def make_room(his: Diner, kept: Resident) -> list[merging.Was]:
    """Two records of one person were one, and both eat at this table: one of them goes on. The one
    of whom it is known what he must not eat; what lies sealed with the other stays there, because
    the two may turn out to be two after all, and goes with its year like all of a past diner."""
    rows = Diner.objects.standing().select_for_update(of=("self",))
    other = rows.select_related("programme").get(programme=his.programme_id, resident=kept)
    if his.must_be_watched and other.must_be_watched and _must_not(his) != _must_not(other):
        raise DomainError(
            _(
                "两份档案都在“{name}”用餐，忌口或过敏写得不一样：先问清楚，"
                "让其中一份不再用餐，再合并"
            ).format(name=other.programme.name),
            code="two_diets",
        )
    gives_way = other if his.must_be_watched else his
    was = merging.as_it_was(gives_way, "left_on")
    _end(gives_way, None)
    return [was]


# --- inside ---------------------------------------------------------------------------------------
def _end(diner: Diner, actor: User | None, verb: str = "charity.diner_left") -> Diner:
    now = timezone.now()
    ordered = diner.meals.filter(status=MealStatus.ORDERED, day__cut_off__gt=now)
    taken_back = list(ordered.order_by("pk").values_list("pk", flat=True))
    still = Meal.objects.filter(pk__in=taken_back, status=MealStatus.ORDERED)
    still.update(status=MealStatus.CANCELLED, ended_at=now)
    diner.left_on = timezone.localdate()
    diner.save(update_fields=["left_on", "diet", "allergy"])
    audit.record(verb, diner, actor=actor, details={"meals": len(taken_back)})
    return diner


def _must_not(diner: Diner) -> tuple[str, str]:
    return diner.diet.open(), diner.allergy.open()


def _lock(diner: Diner) -> Diner:
    rows = Diner.objects.select_for_update(of=("self",), no_key=True)
    fresh = rows.select_related("programme", "community", "resident").get(pk=diner.pk)
    if not fresh.is_served:
        raise DomainError(_("他已经不在这里用餐"), code="moved_on")
    return fresh


def _require_eligible(
    programme: Programme, resident: Resident, group: EligibleGroup, ground: str
) -> None:
    if not programme.groups.filter(pk=group.pk).exists():
        raise DomainError(_("这个项目不是为这些人办的"), field="group")
    if group.on_paper and not ground.strip():
        raise DomainError(_("请写看了什么证明，如低保证"), field="ground")
    if group.least_age is None and group.most_age is None:
        return
    age = resident.age_on(timezone.localdate())
    if age is None:
        raise DomainError(_("档案里没有出生日期，先补上再登记"), field="group")
    young = group.least_age is not None and age < group.least_age
    old = group.most_age is not None and age > group.most_age
    if young or old:
        raise DomainError(_("他 {age} 岁，不在这一条里").format(age=age), field="group")


def _say_where(diner: Diner, way: str, where: str, phone: str) -> None:
    """Only what differs from the register: who moves, or has a new number, is found there."""
    number = read_phone(phone.strip()) if phone.strip() else ""
    if number is None:
        raise DomainError(_("请写手机号，或带区号的座机"), field="phone")
    if way == Way.HOME and not where.strip() and not address_of(diner.resident):
        raise DomainError(_("请写送到哪里"), field="where")
    diner.way, diner.phone = way, number
    diner.where = where.strip() if way == Way.HOME else ""


def _weekdays(said: str) -> str:
    return "".join(sorted(set(said) & set(WEEK)))
