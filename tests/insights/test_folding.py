"""Steps become figures: every committed one, once, whoever is killed and whoever comes twice."""

import random
import threading
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.utils import timezone

from communities.models import Area
from core import scope, tally
from core.models import TallyDelta
from insights.actions import folding, rebuilding
from insights.kept import breakdowns, name_of
from insights.models import Figure, FoldMark, Presence
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
SUBMITTED = "requests.submit"


def at(day: str, hour: int = 12):
    return timezone.make_aware(datetime.fromisoformat(f"{day} {hour:02}:30"))


def happen(place, *, measure=SUBMITTED, day="2026-03-05", hour=12, delta=1, who="", **dims):
    with scope.entered(scope.EVERYTHING):
        tally.add(measure, place.pk, at=at(day, hour), dims=dims, delta=delta, who=who)


def value(place, *, measure=SUBMITTED, span="day", since="2026-03-05", by="", of=""):
    rows = Figure.objects.filter(
        measure=measure, area_id=place.pk, span=span, starts_on=since, by=by, of=of
    )
    return rows.values_list("value", flat=True).first() or 0


def everything():
    keys = ("measure", "area_id", "span", "starts_on", "by", "of", "value")
    return {row[:-1]: row[-1] for row in Figure.objects.values_list(*keys) if row[-1]}


def test_a_step_counts_for_its_place_and_every_place_above(town):
    happen(town.community, grid=town.grid.pk, channel="web")
    folding.fold()
    above = Area.objects.filter(pk__in=town.grid.ancestor_ids)
    assert above.count() >= 4
    assert {value(place) for place in above} == {1}
    assert value(town.community, by="channel", of="web") == 1
    assert value(town.community, span="month", since="2026-03-01") == 1
    assert value(town.second_grid) == 0


def test_the_day_is_that_of_the_place_and_not_of_greenwich(town):
    happen(town.community, day="2026-03-05", hour=7)
    assert TallyDelta.objects.get(measure=SUBMITTED).at.astimezone(UTC).date() == date(2026, 3, 4)
    folding.fold()
    assert value(town.community, since="2026-03-05") == 1


def test_folding_twice_is_folding_once(town):
    happen(town.community)
    assert folding.fold() == 1
    assert folding.fold() == 0
    assert value(town.community) == 1


def test_a_later_fact_about_an_older_day_changes_that_day(town):
    happen(town.community)
    folding.fold()
    happen(town.community, delta=-1)
    folding.fold()
    assert value(town.community) == 0
    assert value(town.community, span="month", since="2026-03-01") == 0


def test_what_is_rolled_back_is_never_counted(town):
    with transaction.atomic():
        tally.add(SUBMITTED, town.community.pk, at=at("2026-03-05"))
        transaction.set_rollback(True)
    happen(town.community)
    folding.fold()
    assert value(town.community) == 1


def _late(town, *, fold):
    """A slow transaction begins, a quick one is committed and folded, then the slow one ends."""
    begun, may_end = threading.Event(), threading.Event()

    def slow():
        tally.add(SUBMITTED, town.community.pk, at=at("2026-03-05"), dims={"channel": "slow"})
        begun.set()
        may_end.wait(20)

    def quick():
        begun.wait(20)
        happen(town.community, channel="quick")
        fold()
        may_end.set()

    together(slow, quick)
    fold()
    return value(town.community)


def test_what_commits_late_is_counted_all_the_same(town):
    assert _late(town, fold=folding.fold) == 2


def test_a_mark_of_the_largest_id_would_lose_it(town, monkeypatch):
    """The control: up to the newest transaction that is seen, as ids would be."""
    monkeypatch.setattr(
        folding, "_HORIZON", "SELECT coalesce(max(transaction), 0) + 1 FROM core_tallydelta"
    )
    assert _late(town, fold=folding.fold) == 1


def test_two_leaders_never_add_the_same_step(town, monkeypatch):
    happen(town.community)
    meeting = meet_inside(monkeypatch, folding, "_add")
    together(folding.fold, folding.fold, communities=None)
    assert not meeting.happened
    assert value(town.community) == 1


def test_without_the_lead_they_would_meet(town, monkeypatch):
    happen(town.community)
    monkeypatch.setattr(folding.leader, "am_leader", lambda duty: True)
    meeting = meet_inside(monkeypatch, folding, "_add")
    together(folding.fold, folding.fold, communities=None)
    assert meeting.happened


def test_killed_in_the_middle_it_was_not_done(town, monkeypatch):
    happen(town.community)
    save = FoldMark.save
    monkeypatch.setattr(FoldMark, "save", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        folding.fold()
    monkeypatch.setattr(FoldMark, "save", save)
    assert value(town.community) == 0
    assert folding.fold() == 1
    assert value(town.community) == 1


def test_a_large_pile_goes_in_batches_and_a_larger_transaction_alone(town, monkeypatch):
    monkeypatch.setattr(folding, "BATCH", 3)
    for _n in range(7):
        happen(town.community)
    with scope.entered(scope.EVERYTHING):
        tally.add_all(
            tally.step(SUBMITTED, town.community.pk, at=at("2026-03-05")) for _n in range(10)
        )
    assert folding.fold() == 17
    assert value(town.community) == 17


def test_people_are_counted_once_a_month_and_visits_each_time(town):
    for who in ("resident:1", "resident:1", "resident:2"):
        happen(town.community, who=who)
    happen(town.community, who="resident:1", day="2026-05-20")
    folding.fold()
    people = {"by": "people"}
    assert value(town.community, span="month", since="2026-03-01") == 3
    assert value(town.community, span="month", since="2026-03-01", **people) == 2
    assert value(town.community, span="quarter", since="2026-04-01", **people) == 1
    assert value(town.community, span="year", since="2026-01-01", **people) == 2


def test_who_is_taken_back_goes_only_when_no_other_visit_is_left(town):
    for _n in range(2):
        happen(town.community, who="resident:1")
    folding.fold()
    year = {"span": "year", "since": "2026-01-01", "by": "people"}
    happen(town.community, who="resident:1", delta=-1)
    folding.fold()
    assert value(town.community, **year) == 1
    happen(town.community, who="resident:1", delta=-1)
    folding.fold()
    assert value(town.community, **year) == 0


def test_nobody_can_be_read_from_a_presence(town):
    happen(town.community, who="resident:1")
    folding.fold()
    one = Presence.objects.first()
    assert one.who == TallyDelta.objects.get(measure=SUBMITTED).who
    assert one.who not in (1, hash("resident:1"))


def test_after_a_restore_it_stands_still_until_somebody_counts_anew(town, error_log):
    happen(town.community)
    folding.fold()
    with scope.entered(scope.EVERYTHING):
        FoldMark.objects.update(floor=2**60)
    happen(town.community)
    assert folding.fold() == 0
    assert value(town.community) == 1
    assert "restored" in error_log.pop().getMessage()


# --- counting again -------------------------------------------------------------------------------
def recounted():
    """By hand, from the steps as they lie there: nothing of the statement under test."""
    cells: Counter[tuple] = Counter()
    seen: dict[tuple, Counter] = {}
    paths = dict(town_paths())
    for step in TallyDelta.objects.all():
        place = int(step.dims.get("grid") or step.scope)
        day = timezone.localdate(step.at)
        quarter = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        firsts = {"day": day, "month": day.replace(day=1)}
        longer = {"month": firsts["month"], "quarter": quarter, "year": date(day.year, 1, 1)}
        for area in paths[place].strip("/").split("/"):
            for by in breakdowns(step.measure):
                of = "·".join(said(step.dims.get(key)) for key in by)
                for span, first in firsts.items():
                    cells[step.measure, int(area), span, first, name_of(by), of] += step.delta
            if step.who is not None:
                for span, first in longer.items():
                    key = (step.measure, int(area), span, first, "people", "")
                    seen.setdefault(key, Counter())[step.who] += step.delta
    for key, people in seen.items():
        cells[key] = sum(steps > 0 for steps in people.values())
    return {key: count for key, count in cells.items() if count}


def said(part) -> str:
    return "" if part is None else str(part)


def town_paths():
    from communities.models import Area

    return Area.objects.values_list("pk", "path")


def storm(town, seed, steps):
    """Random facts, some rolled back, some taken back, folded now and then, some folds killed."""
    chance = random.Random(seed)
    places = [town.community, town.sibling]
    for _n in range(steps):
        place = chance.choice(places)
        dims = {"channel": chance.choice(["web", "phone"]), "kind": chance.choice("ab")}
        if place == town.community and chance.random() < 0.5:
            dims["grid"] = chance.choice([town.grid.pk, town.second_grid.pk])
        day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        who = chance.choice(["", "", "resident:1", "resident:2", "resident:3"])
        with scope.entered(scope.EVERYTHING):
            tally.add(
                chance.choice([SUBMITTED, "points.moved"]), place.pk, at=at(day),
                dims=dims, delta=chance.choice([1, 1, 1, -1]), who=who,
            )  # fmt: skip
            transaction.set_rollback(chance.random() < 0.1)
        if chance.random() < 0.2:
            _fold_or_die(chance)
    folding.fold()


def _fold_or_die(chance):
    if chance.random() < 0.3:
        with transaction.atomic():
            folding.fold()
            transaction.set_rollback(True)
    else:
        folding.fold()


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_what_counting_by_hand_finds(town, seed):
    storm(town, seed, 120)
    assert everything() == recounted()
    assert rebuilding.verify(date(2026, 1, 1), date(2026, 12, 31)) == []


def test_verifying_finds_what_somebody_changed(town):
    happen(town.community)
    folding.fold()
    with scope.entered(scope.EVERYTHING):
        Figure.objects.filter(area_id=town.community.pk, by="", span="day").update(value=7)
    (found,) = rebuilding.verify(date(2026, 3, 1), date(2026, 3, 31))
    assert (found.area_id, found.counted, found.stands) == (town.community.pk, 1, 7)


def test_rebuilding_gives_the_same_figures(town):
    storm(town, 9, 80)
    before = everything()
    with scope.entered(scope.EVERYTHING):
        Figure.objects.filter(span="day").update(value=99)
        Presence.objects.filter(span="year").delete()
    rebuilding.rebuild(date(2026, 1, 1), date(2026, 12, 31))
    assert everything() == before
    assert rebuilding.verify(date(2026, 1, 1), date(2026, 12, 31)) == []


def test_one_measure_can_be_rebuilt_alone(town):
    happen(town.community)
    happen(town.community, measure="points.moved", kind="earned")
    folding.fold()
    with scope.entered(scope.EVERYTHING):
        Figure.objects.update(value=50)
    rebuilding.rebuild(date(2026, 3, 1), date(2026, 3, 31), measure="points.moved")
    assert value(town.community, measure="points.moved") == 1
    assert value(town.community) == 50


def test_what_is_not_folded_yet_is_not_rebuilt_either(town):
    """Or it would be counted twice: now, and when its turn comes."""
    happen(town.community)
    rebuilding.rebuild(date(2026, 3, 1), date(2026, 3, 31))
    assert value(town.community) == 0
    folding.fold()
    assert value(town.community) == 1


def test_a_step_must_belong_to_an_action():
    with pytest.raises(RuntimeError):
        tally.add(SUBMITTED, 1)
    assert connection.in_atomic_block is False
