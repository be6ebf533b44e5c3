"""The register of residents: found, listed, and one person's page."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Prefetch, Q, QuerySet, Value
from django.db.models.functions import Concat, Replace
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.queries.privacy import opened_scopes
from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities import relations
from communities.models import CareLabel, Household, Resident, ResidentStatus
from communities.models.residents import PROTECTED_UNDER
from communities.queries.minors import closed_minors, is_protected
from core import crypto
from core.identifiers import read_id_number, read_phone

PAGE = 50
AGE_BANDS: dict[str, tuple[int, int | None]] = {
    "0-6": (0, 6),
    "7-13": (7, 13),
    "14-17": (14, 17),
    "18-59": (18, 59),
    "60-79": (60, 79),
    "80+": (80, None),
}


CARE_ENDING = "ending"
"""Instead of a group of care: whose label ends within a month or has ended unseen."""


@dataclass(frozen=True)
class RegisterFilters:
    q: str = ""
    grid: int | None = None
    building: int | None = None
    care: str = ""
    age: str = ""
    status: str = ResidentStatus.PRESENT
    after: int | None = None


@dataclass(frozen=True)
class ResidentRow:
    """One line of a list, in words this viewer may read."""

    pk: int
    name: str
    gender: str
    age: str
    phone: str
    address: str
    grid: str
    status: str
    is_head: bool
    is_closed: bool
    care: tuple[str, ...] = ()
    household_id: int | None = None
    relation: str = ""

    @property
    def in_short(self) -> str:
        return " · ".join(filter(None, [self.gender, self.age, self.relation]))


@dataclass(frozen=True)
class RegisterPage:
    rows: list[ResidentRow]
    total: int
    next_after: int | None = None
    filters: RegisterFilters = field(default_factory=RegisterFilters)


def get_visible(viewer: Viewer, pk: int) -> Resident:
    return get_object_or_404(with_places(Resident.objects.visible_to(viewer)), pk=pk)


def get_manageable(viewer: Viewer, pk: int) -> Resident:
    return get_object_or_404(with_places(Resident.objects.manageable_by(viewer)), pk=pk)


def resident_register(viewer: Viewer, filters: RegisterFilters) -> RegisterPage:
    """A page of the register, by the sound of the names; `after` is the last row seen."""
    if not viewer.role.browses_residents:
        return RegisterPage([], 0, filters=filters)
    found = _filtered(Resident.objects.visible_to(viewer), filters)
    total = found.count()
    if filters.after:
        last = Resident.objects.visible_to(viewer).filter(pk=filters.after)
        key = last.values_list("name_key", flat=True).first()
        if key is not None:
            found = found.filter(Q(name_key__gt=key) | Q(name_key=key, pk__gt=filters.after))
    ordered = _with_care(with_places(found)).order_by("name_key", "pk")
    residents = list(ordered[: PAGE + 1])
    more = residents[PAGE - 1].pk if len(residents) > PAGE else None
    return RegisterPage(rows_for(viewer, residents[:PAGE]), total, more, filters)


def rows_for(viewer: Viewer, residents: list[Resident], *, care: bool = True) -> list[ResidentRow]:
    """Needs `with_places`, and `_with_care` for who stands in care; asks the database once, about
    children."""
    closed = closed_minors(viewer, residents)
    return [
        row_for(viewer, resident, closed=resident.pk in closed, care=care) for resident in residents
    ]


def row_for(viewer: Viewer, resident: Resident, *, closed: bool, care: bool = True) -> ResidentRow:
    is_own = not viewer.is_staff  # visible_to() shows him only himself and his own
    if not closed and (is_own or viewer.sees(DataClass.PERSONAL)):
        resident.name.disclose()
    return ResidentRow(
        pk=resident.pk,
        name=str(resident.name),
        gender=gender_words(resident),
        age=age_words(resident, closed=closed),
        phone="" if closed else str(resident.phone),
        address=address_of(resident),
        grid=resident.grid.title if resident.grid else "",
        status=str(resident.get_status_display()),
        is_head=resident.is_head,
        is_closed=closed,
        care=care_words(viewer, resident) if care and not closed else (),
        household_id=resident.household_id,
        relation=relations.in_words(resident.relation_to_head),
    )


def look_alikes(viewer: Viewer, resident: Resident) -> "QuerySet[Resident]":
    """Records that may be the same person: his name, his phone or his ID number once more."""
    same = Q(name=resident.name.open())
    for index in ("phone_index", "id_index"):
        if getattr(resident, index):
            same |= Q(**{index: getattr(resident, index)})
    others = Resident.objects.manageable_by(viewer).exclude(status=ResidentStatus.MERGED)
    return with_places(others.filter(same, community=resident.community_id)).exclude(pk=resident.pk)


def in_a_line(resident: Resident) -> str:
    """For a choice among records of one name: what tells them apart, masked."""
    parts = [str(resident.pk), str(resident.name), address_of(resident), str(resident.id_number)]
    return " · ".join(filter(None, [*parts, str(resident.get_status_display())]))


def names_for(viewer: Viewer) -> Callable[[Resident], str]:
    """For choices among members: the name as this viewer may read it."""
    open_in = opened_scopes(viewer)

    def name(resident: Resident) -> str:
        closed = is_protected(resident) and resident.community_id not in open_in
        if viewer.sees(DataClass.PERSONAL) and not closed:
            resident.name.disclose()
        age = age_words(resident, closed=closed)
        return f"{resident.name} {age}".strip()

    return name


def gender_words(resident: Resident) -> str:
    known = resident.gender != Resident.Gender.UNKNOWN
    return str(resident.get_gender_display()) if known else ""


def age_words(resident: Resident, *, closed: bool) -> str:
    age = resident.age_on(timezone.localdate())
    if age is None:
        return ""
    if closed:
        return _("未满 {age} 岁").format(age=PROTECTED_UNDER)
    return _("{age} 岁").format(age=age)


def address_of(resident: Resident) -> str:
    return str(resident.household.dwelling) if resident.household else ""


def care_words(viewer: Viewer, resident: Resident) -> tuple[str, ...]:
    """The whole label for who may read health and hardship; the bare group for a visit."""
    labels = resident.care_labels.all()  # prefetched, in force
    if viewer.sees(DataClass.SENSITIVE):
        return tuple(
            f"{label.get_group_display()} · {label.get_condition_display()}"
            if label.condition
            else str(label.get_group_display())
            for label in labels
        )
    if viewer.sees(DataClass.PERSONAL):
        return tuple(dict.fromkeys(str(label.get_group_display()) for label in labels))
    return ()


def with_everything(residents: "QuerySet[Resident]") -> "QuerySet[Resident]":
    """Ready for `rows_for`."""
    return _with_care(with_places(residents))


def with_places(residents: "QuerySet[Resident]") -> "QuerySet[Resident]":
    return residents.select_related(
        "community", "grid", "guardian", "household__dwelling__building__estate"
    )


def _with_care(residents: "QuerySet[Resident]") -> "QuerySet[Resident]":
    labels = CareLabel.objects.in_force().order_by("group", "pk")
    return residents.prefetch_related(Prefetch("care_labels", labels))


def _filtered(residents: "QuerySet[Resident]", filters: RegisterFilters) -> "QuerySet[Resident]":
    if filters.status:
        residents = residents.filter(status=filters.status)
    if filters.grid:
        residents = residents.filter(grid__path__contains=f"/{filters.grid}/")
    if filters.building:
        residents = residents.filter(household__dwelling__building=filters.building)
    if filters.care == CARE_ENDING:
        labels = CareLabel.objects.to_review(timezone.localdate() + timedelta(days=30))
        residents = residents.filter(pk__in=labels.values("resident"))
    elif filters.care:
        labelled = CareLabel.objects.in_force().filter(group=filters.care)
        residents = residents.filter(pk__in=labelled.values("resident"))
    if filters.age in AGE_BANDS:
        residents = residents.filter(_aged(*AGE_BANDS[filters.age]))
    return residents.filter(matches(filters.q)) if filters.q.strip() else residents


def _aged(youngest: int, oldest: int | None) -> Q:
    today = timezone.localdate()
    rule = Q(born_on__lte=_years_before(today, youngest))
    return rule if oldest is None else rule & Q(born_on__gt=_years_before(today, oldest + 1))


def _years_before(day: date, years: int) -> date:
    leap = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if leap else day.day)


def matches(text: str) -> Q:
    """A phone or ID number exactly; else the name, its sound or first letters, the address."""
    text = text.strip()
    if number := read_id_number(text, today=timezone.localdate()):
        return Q(id_index=crypto.blind_index("id_number", number.value))
    if read_phone(text):
        return Q(phone_index=crypto.blind_index("phone", text))
    if re.fullmatch(r"[A-Za-z' ]+", text):
        sound = re.sub(r"[^a-z]", "", text.lower())
        return Q(name_key__startswith=sound) | Q(name_initials=sound)
    compact = text.replace(" ", "")
    return Q(name__startswith=compact) | Q(pk__in=_living_at(compact))


def _living_at(address: str) -> "QuerySet[Resident, int]":
    door = Concat(
        "household__dwelling__building__estate__name",
        "household__dwelling__building__name",
        "household__dwelling__unit",
        Value("单元"),  # data: an address
        "household__dwelling__room",
    )
    return (
        Resident.objects.present()
        .annotate(door=Replace(door, Value(" ")))
        .filter(door__contains=address)
        .values_list("pk", flat=True)
    )


def adults_at_home(person: Resident) -> "QuerySet[Resident]":
    """Who of his household can be his guardian."""
    today = timezone.localdate()
    grown_up = today.replace(year=today.year - 18, day=min(today.day, 28))
    members = Resident.objects.present().filter(household=person.household_id)
    return members.filter(born_on__lte=grown_up).exclude(pk=person.pk).order_by("born_on", "pk")


def called(household: Household, name: str) -> list[Resident]:
    """Who of a household, which the caller fetched in his scope, has this name."""
    return list(household.members.present().filter(name="".join(name.split())))
