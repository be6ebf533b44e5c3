"""One day's meals: at the desk, in the kitchen, on the way, and on one's own page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from charity.models import Diner, Meal, MealDay, ProgrammeHand
from charity.programme_workflow import MealStatus, Part, Way
from core import audit, scope
from core.counting import counted
from core.masking import MASKS

AHEAD = timedelta(days=7)
MOST = 999
"""As many as a day may have places."""


@dataclass(frozen=True)
class Plate:
    meal: Meal
    where: str = ""
    """In clear for who brings it or reads addresses, else its mask."""
    phone: str = ""
    diet: str = ""
    allergy: str = ""
    """Both empty where there is nothing, or where this viewer may not read it now."""

    @property
    def is_watched(self) -> bool:
        return self.meal.diner.must_be_watched


@dataclass(frozen=True)
class DaySheet:
    day: MealDay
    plates: list[Plate]
    reads_diet: bool
    taken: int = 0
    brought: int = 0
    watched: int = 0
    free: int = 0
    to_give_out: int = 0


@dataclass(frozen=True)
class Round:
    """What somebody cooks and carries today."""

    days: list[MealDay]
    plates: list[Plate]
    left: int


@dataclass(frozen=True)
class OwnDay:
    day: MealDay
    meal: Meal | None


@dataclass(frozen=True)
class OwnTable:
    diner: Diner
    days: list[OwnDay] = field(default_factory=list)


# --- at the desk ----------------------------------------------------------------------------------
def get_day(viewer: Viewer, pk: int) -> MealDay:
    """Of a programme of one's own community; kitchens come in by their own door."""
    rows = MealDay.objects.visible_to(viewer).select_related("programme__community", "community")
    found = get_object_or_404(rows, pk=pk)
    if not viewer.is_staff or (
        viewer.community_ids and found.community_id not in (viewer.community_ids)
    ):
        raise Http404
    return found


def get_meal(viewer: Viewer, pk: int) -> Meal:
    rows = Meal.objects.manageable_by(viewer)
    rows = rows.select_related("day__programme", "diner__resident", "community")
    found = get_object_or_404(rows, pk=pk)
    found.diner.resident.name.disclose()
    return found


def sheet(viewer: Viewer, day: MealDay) -> DaySheet:
    """Names for who serves; where to for who may read addresses; what somebody must not eat only
    for the kitchen, and only while it is cooked and served."""
    rows = day.meals.standing().with_doors()
    meals = list(rows.order_by("way", "seat", "pk")[:MOST])
    reads = day.shows_diet and _is_hand(viewer, day, Part.KITCHEN)
    for meal in meals:
        meal.day = day
        meal.diner.resident.name.disclose()
        if meal.carrier is not None:
            meal.carrier.name.disclose()
    plates = _plates(viewer, meals, reads=reads, to_door=viewer.sees(DataClass.PERSONAL))
    waiting = [meal for meal in meals if meal.way == Way.HOME and meal.waits]
    return DaySheet(
        day=day,
        plates=plates,
        reads_diet=reads,
        taken=len(meals),
        brought=sum(meal.way == Way.HOME for meal in meals),
        watched=sum(plate.is_watched for plate in plates),
        free=max(day.places - len(meals), 0),
        to_give_out=sum(meal.carrier_id is None for meal in waiting),
    )


# --- who cooks and who carries --------------------------------------------------------------------
@contextmanager
def at_work(viewer: Viewer) -> Iterator[None]:
    """In the communities whose programmes he cooks or carries for, as long as he is named there."""
    if viewer.user is None:
        raise Http404
    mine = ProgrammeHand.objects.now().filter(user=viewer.user)
    places = set(mine.values_list("community_id", flat=True))
    if not places:
        raise Http404
    here = {*viewer.community_ids, *places}
    with scope.entered(
        here,
        user_id=viewer.user_id,
        organizations=viewer.organization_ids,
        departments=viewer.department_ids,
    ):
        yield


def round_of(viewer: Viewer) -> Round:
    today = timezone.localdate()
    hands = ProgrammeHand.objects.now().filter(user=viewer.user)
    kitchens = hands.filter(part=Part.KITCHEN).values("programme_id")
    days = MealDay.objects.filter(programme__in=kitchens, day__range=(today, today + AHEAD))
    carried = _carried(viewer).filter(day__day=today)
    meals = list(carried.order_by("status", "seat", "pk")[:MOST])
    for meal in meals:
        meal.diner.resident.name.disclose()
    plates = _plates(viewer, meals, reads=True, to_door=True)
    return Round(
        days=list(days.select_related("programme").counted().order_by("day", "pk")[:30]),
        plates=plates,
        left=sum(plate.meal.waits for plate in plates),
    )


def get_carried(viewer: Viewer, pk: int) -> Meal:
    """Today's only: whose door it was yesterday is nobody's business any more."""
    rows = _carried(viewer).filter(day__day=timezone.localdate())
    found = get_object_or_404(rows, pk=pk)
    found.diner.resident.name.disclose()
    return found


def get_cooked(viewer: Viewer, pk: int) -> MealDay:
    hands = ProgrammeHand.objects.of(viewer.user, Part.KITCHEN)
    rows = MealDay.objects.filter(programme__in=hands.values("programme_id"))
    return get_object_or_404(rows.select_related("programme", "community"), pk=pk)


# --- one's own ------------------------------------------------------------------------------------
def mine(viewer: Viewer) -> list[OwnTable]:
    """Where he eats, or somebody he acts for, and the days that are announced."""
    own = {*viewer.resident_ids, *viewer.acts_for}
    rows = Diner.objects.standing().filter(resident_id__in=own)
    named = rows.select_related("programme__community", "resident")
    diners = list(named.prefetch_related("programme__free_groups").order_by("pk")[:20])
    today = timezone.localdate()
    ahead = MealDay.objects.filter(
        programme__in=[diner.programme_id for diner in diners],
        day__range=(today, today + AHEAD),
    )
    days = list(ahead.order_by("day")[:MOST])
    rows_of = Meal.objects.standing().filter(diner__in=diners, day__in=days)
    meals = rows_of.select_related("carrier")
    ordered = {(meal.diner_id, meal.day_id): meal for meal in meals}
    for diner in diners:
        diner.resident.name.disclose()
    return [
        OwnTable(
            diner,
            [
                OwnDay(day, ordered.get((diner.pk, day.pk)))
                for day in days
                if day.programme_id == diner.programme_id
            ],
        )
        for diner in diners
    ]


def part_in(viewer: Viewer) -> tuple[bool, bool]:
    """Whether he eats somewhere, and whether he cooks or carries."""
    own = {*viewer.resident_ids, *viewer.acts_for}
    found = counted(
        eats=Diner.objects.standing().filter(resident_id__in=own),
        works=ProgrammeHand.objects.now().filter(user=viewer.user),
    )
    return bool(found["eats"]), bool(found["works"])


def get_own_diner(viewer: Viewer, pk: int) -> Diner:
    own = {*viewer.resident_ids, *viewer.acts_for}
    rows = Diner.objects.standing().filter(resident_id__in=own)
    return get_object_or_404(rows.select_related("programme", "resident"), pk=pk)


def get_own_day(diner: Diner, pk: int) -> MealDay:
    return get_object_or_404(MealDay, pk=pk, programme_id=diner.programme_id)


def get_own_meal(viewer: Viewer, pk: int) -> Meal:
    own = {*viewer.resident_ids, *viewer.acts_for}
    rows = Meal.objects.filter(diner__resident_id__in=own, status=MealStatus.ORDERED)
    return get_object_or_404(rows.select_related("day", "diner"), pk=pk)


# --- inside ---------------------------------------------------------------------------------------
def _carried(viewer: Viewer) -> "QuerySet[Meal]":
    hands = ProgrammeHand.objects.of(viewer.user, Part.CARRIER)
    rows = Meal.objects.standing().filter(
        carrier=viewer.user, way=Way.HOME, day__programme__in=hands.values("programme_id")
    )
    return rows.with_doors()


def _is_hand(viewer: Viewer, day: MealDay, part: str) -> bool:
    if viewer.user is None:
        return False
    hands = ProgrammeHand.objects.of(viewer.user, part)
    return bool(hands.filter(programme_id=day.programme_id).exists())


def _plates(viewer: Viewer, meals: list[Meal], *, reads: bool, to_door: bool) -> list[Plate]:
    """That somebody read what they must not eat is written down, once for each day."""
    plates, days = [], dict[int, MealDay]()
    for meal in meals:
        diner = meal.diner
        plate = Plate(meal)
        if meal.is_home:
            where = diner.door if to_door else MASKS["address"](diner.door)
            plate = replace(plate, where=where, phone=diner.number if to_door else "")
        if reads and meal.day.shows_diet and diner.must_be_watched:
            plate = replace(plate, diet=diner.diet.open(), allergy=diner.allergy.open())
            days[meal.day_id] = meal.day
        plates.append(plate)
    for day in days.values():
        audit.read(day, ["diet", "allergy"], viewer.user, _("做饭和送餐"))
    return plates
