"""成批匹配: as many as can be served, then the best; confirmed by a person; nothing done twice."""

import itertools
import random
import subprocess
import sys
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from requests import dispatching, shortlist, tasks
from requests.actions import batch, claiming, dispatch, offering
from requests.models import DispatchCatalogue, DispatchProposal, DispatchRun, Offer, Wish
from requests.queries import batch as queries
from requests.queries import queue
from requests.ranking import rank_many
from requests.solving import Edges, solve
from tests.races import meet_inside, together
from tests.requests.test_offers import can, named, quiet_now, viewer_of
from tests.requests.test_tasks import pooled
from tests.town import enter
from volunteers.models import Volunteer

__all__ = ["enter"]

Run = DispatchRun.Status


@pytest.fixture(autouse=True)
def _only_who_the_test_names(town):
    away = Volunteer.objects.filter(user__in=[town.volunteer, town.team_leader])
    away.update(status="withdrawn")


# --- the optimum ----------------------------------------------------------------------------------


def worth(edges: Edges, pairs: dict[int, int]) -> tuple[int, int]:
    """How many are served, then how well."""
    return len(pairs), sum(edges[order][person] for order, person in pairs.items())


def by_hand(edges: Edges) -> tuple[int, int]:
    """Every way there is, for small ones."""
    orders = sorted(edges)
    best = (0, 0)
    for chosen in itertools.product(*[[None, *edges[order]] for order in orders]):
        people = [person for person in chosen if person is not None]
        if len(people) == len(set(people)):
            pairs = {o: p for o, p in zip(orders, chosen, strict=True) if p is not None}
            best = max(best, worth(edges, pairs))
    return best


def greedy(edges: Edges) -> dict[int, int]:
    """The control: whoever fits best first, as a person at a desk would do it."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    fits = [(fit, o, p) for o, people in edges.items() for p, fit in people.items()]
    for _fit, order, person in sorted(fits, key=lambda one: (-one[0], one[1], one[2])):
        if order not in pairs and person not in taken:
            pairs[order] = person
            taken.add(person)
    return pairs


def some(dice: random.Random, orders: int, people: int, each: int) -> Edges:
    return {
        order: {
            1000 + person: dice.randint(-30, 90)
            for person in dice.sample(range(people), min(each, people))
        }
        for order in range(orders)
    }


@pytest.mark.parametrize("seed", range(60))
def test_small_ones_are_solved_as_well_as_by_trying_everything(seed):
    dice = random.Random(seed)
    edges = some(dice, dice.randint(1, 5), dice.randint(1, 5), dice.randint(0, 3))
    pairs = solve(edges)
    assert len(set(pairs.values())) == len(pairs)
    assert worth(edges, pairs) == by_hand(edges)


def test_greedy_strands_more_than_the_optimum():
    edges = some(random.Random(7), 400, 420, 4)
    best, plain = solve(edges), greedy(edges)
    assert len(best) > len(plain)
    assert len(best) >= 395


def test_nobody_is_left_out_for_a_better_fit():
    assert solve({1: {7: 100, 8: -30}, 2: {7: 90}}) == {1: 8, 2: 7}


def test_nothing_in_nothing_out():
    assert solve({}) == {}
    assert solve({1: {}}) == {}


def test_no_page_loads_the_solver():
    said = (
        "import sys, django; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "import config.wsgi; print('scipy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False")


# --- a run ----------------------------------------------------------------------------------------


def run_it(desk) -> DispatchRun:
    run = batch.start(desk.town.community, by=desk.viewer("secretary"))
    with scope.entered(scope.EVERYTHING):
        assert tasks.run_batches() == 1
    run.refresh_from_db()
    return run


def two_for_two(desk):
    """The handy one could do both; the other only one of them."""
    handy, other = named(desk, 1, "都会的"), named(desk, 2, "只会一样")
    can(handy, "plumbing")
    return handy, other, [pooled(desk), pooled(desk)]


def test_alike_orders_do_not_all_compete_for_the_same_few(desk, monkeypatch):
    """Nine equals, three orders, two candidates each: by number it would be the same two."""
    monkeypatch.setattr(batch, "MOST_EACH", 2)
    for n in range(1, 10):
        named(desk, n, f"志愿者{n}")
    for _ in range(3):
        pooled(desk)
    assert run_it(desk).matched == 3


@pytest.mark.parametrize("long", [2, 300])
def test_where_very_many_serve_a_batch_reasons_about_the_likeliest(desk, monkeypatch, long):
    monkeypatch.setattr(shortlist, "LONG", long)
    monkeypatch.setattr(shortlist, "SLICE", 2)
    monkeypatch.setattr(shortlist, "ENOUGH", 2)
    for n in range(1, 8):
        named(desk, n, f"志愿者{n}")
    rows = [pooled(desk), pooled(desk)]
    found = rank_many(rows, timezone.now())
    assert [len(found[row.pk]) for row in rows] == ([2, 2] if long == 2 else [7, 7])


def test_what_waits_is_proposed_and_only_sent_when_somebody_says_so(desk):
    two_for_two(desk)
    run = run_it(desk)
    assert (run.status, run.orders, run.matched, run.stranded) == (Run.PROPOSED, 2, 2, 0)
    assert not Offer.objects.exists()
    kept = run.proposals.first()
    batch.confirm(run, keep=[kept.pk], by=desk.viewer("secretary"))
    offer = Offer.objects.get()
    assert (offer.service_request_id, offer.user_id) == (kept.service_request_id, kept.user_id)
    assert offer.why == kept.why
    answers = set(DispatchProposal.objects.values_list("answer", flat=True))
    assert answers == {"sent", "dropped"}


def test_a_batch_without_a_pair_offers_nothing_to_send(desk, enter):
    named(desk, 1, "不想被吵", **quiet_now())
    pooled(desk)
    run = run_it(desk)
    assert (run.matched, run.stranded) == (0, 1)
    page = enter("secretary").get(reverse("requests:batch")).content.decode()
    assert reverse("requests:batch_confirm", args=[run.pk]) not in page
    assert reverse("requests:batch_discard", args=[run.pk]) in page


def test_by_night_the_page_says_that_the_morning_finds_more(desk, enter, monkeypatch):
    pooled(desk)
    for morning in (timezone.now(), None):
        monkeypatch.setattr(queries, "end_of_quiet", lambda now, said=morning: said)
        page = enter("secretary").get(reverse("requests:batch")).content.decode()
        assert ("夜里多数志愿者不接邀请" in page) == bool(morning)


def test_who_is_left_over_is_counted_and_not_hidden(desk):
    named(desk, 1, "只有一位")
    for _n in range(3):
        pooled(desk)
    run = run_it(desk)
    assert (run.orders, run.matched, run.stranded) == (3, 1, 2)


def test_where_the_place_decided_so_it_is_sent_at_once(desk):
    DispatchCatalogue.objects.update(batch_sends=True)
    two_for_two(desk)
    run = run_it(desk)
    assert run.status == Run.DONE
    assert Offer.objects.waiting().count() == 2


def test_what_was_taken_or_called_back_meanwhile_is_not_offered(desk):
    one, _two, rows = two_for_two(desk)
    run = run_it(desk)
    claiming.claim(rows[0], by=viewer_of(desk, one))
    dispatch.recall(rows[1], by=desk.viewer("secretary"))
    keep = run.proposals.values_list("pk", flat=True)
    batch.confirm(run, keep=keep, by=desk.viewer("secretary"))
    assert not Offer.objects.exists()
    assert set(run.proposals.values_list("answer", flat=True)) == {"stale"}


def test_who_rests_since_then_is_not_asked(desk):
    named(desk, 1, "热心人")
    pooled(desk)
    run = run_it(desk)
    Volunteer.objects.update(status="suspended")
    batch.confirm(run, keep=[run.proposals.get().pk], by=desk.viewer("secretary"))
    assert run.proposals.get().note == "现在不能邀请他了"


def test_a_run_is_decided_once(desk):
    two_for_two(desk)
    run = run_it(desk)
    by = desk.viewer("secretary")
    batch.discard(run, by=by)
    for act in (lambda: batch.discard(run, by=by), lambda: batch.confirm(run, keep=[], by=by)):
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "decided"


def test_what_somebody_is_thinking_about_is_left_out(desk):
    _one, _two, rows = two_for_two(desk)
    run_it(desk)
    run = DispatchRun.objects.get()
    first = run.proposals.get(service_request=rows[0])
    batch.confirm(run, keep=[first.pk], by=desk.viewer("secretary"))
    assert list(batch.waiting(desk.town.community)) == [rows[1]]


def test_a_wish_past_its_day_is_proposed_to_nobody(desk):
    row = pooled(desk)
    wish = Wish.objects.create(
        community=desk.town.community, service_request=row, help="teach", text="想学视频。",
        who="一位奶奶", published_at=timezone.now(), published_by=desk.town.secretary,
        until=timezone.localdate(),
    )  # fmt: skip
    assert list(dispatching.waiting(desk.town.community)) == [row]
    Wish.objects.filter(pk=wish.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert list(dispatching.waiting(desk.town.community)) == []
    with pytest.raises(DomainError):
        batch.start(desk.town.community, by=desk.viewer("secretary"))


@pytest.mark.django_db
def test_a_worker_that_died_leaves_its_run_to_the_next(desk):
    two_for_two(desk)
    run = batch.start(desk.town.community, by=desk.viewer("secretary"))
    assert batch.take_next() == run
    assert batch.take_next() is None
    DispatchRun.objects.update(taken_at=run.created_at - batch.GIVEN_UP * 2)
    again = batch.take_next()
    assert again == run
    # the first comes back from the dead: the other's word stands
    found = batch.candidates_of(run)
    batch.propose(again, found, {})
    assert batch.propose(run, found, {}).status == Run.PROPOSED
    assert DispatchRun.objects.get().matched == 0


# --- two at once ----------------------------------------------------------------------------------


def _two_start(desk):
    with scope.entered(scope.EVERYTHING):
        two_for_two(desk)
        by, place = desk.viewer("secretary"), desk.town.community
    return together(*[lambda: batch.start(place, by=by)] * 2)


@pytest.mark.django_db(transaction=True)
def test_two_desks_at_once_begin_one_run(desk):
    outcomes = _two_start(desk)
    errors = [one.error for one in outcomes if one.error]
    assert [error.code for error in errors] == ["running"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once(desk):
    with scope.entered(scope.EVERYTHING):
        two_for_two(desk)
        batch.start(desk.town.community, by=desk.viewer("secretary"))
    outcomes = together(tasks.run_batches, tasks.run_batches, communities=None)
    assert [one.error for one in outcomes] == [None, None]
    assert sorted(one.value for one in outcomes) == [0, 1]
    with scope.entered(scope.EVERYTHING):
        assert DispatchProposal.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_claim_at_the_same_moment_leaves_no_offer_behind(desk):
    with scope.entered(scope.EVERYTHING):
        one = named(desk, 1, "热心人")
        row = pooled(desk)
        run = batch.start(desk.town.community, by=desk.viewer("secretary"))
    tasks.run_batches()
    with scope.entered(scope.EVERYTHING):
        keep = list(run.proposals.values_list("pk", flat=True))
        by, his = desk.viewer("secretary"), viewer_of(desk, one)
    outcomes = together(
        lambda: batch.confirm(run, keep=keep, by=by), lambda: claiming.claim(row, by=his)
    )
    assert [one.error for one in outcomes] == [None, None]
    with scope.entered(scope.EVERYTHING):
        row.refresh_from_db()
        assert row.status == "in_progress"
        assert not Offer.objects.waiting().exists()


def _two_confirm(desk):
    with scope.entered(scope.EVERYTHING):
        two_for_two(desk)
        by = desk.viewer("secretary")
        run = batch.start(desk.town.community, by=by)
    tasks.run_batches()
    return together(*[lambda: batch.discard(run, by=by)] * 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_it_once(desk):
    outcomes = _two_confirm(desk)
    assert [one.error.code for one in outcomes if one.error] == ["decided"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_run_both_decide(desk, monkeypatch):
    """The control."""
    meeting = meet_inside(monkeypatch, batch, "_finish", wait=10)
    monkeypatch.setattr(batch, "_proposed", lambda run: DispatchRun.objects.get(pk=run.pk))
    monkeypatch.setattr(batch, "_drop", lambda row: None)
    outcomes = _two_confirm(desk)
    assert meeting.happened
    assert [one.error for one in outcomes] == [None, None]


# --- the page -------------------------------------------------------------------------------------


def test_from_the_button_to_the_offers_at_the_desk(desk, enter):
    two_for_two(desk)
    client = enter("secretary")
    here = reverse("requests:batch")
    assert "2 件等人接" in client.get(here).content.decode()
    client.post(reverse("requests:batch_start"))
    assert "正在算" in client.get(here).content.decode()
    with scope.entered(scope.EVERYTHING):
        tasks.run_batches()
    page = client.get(here).content.decode()
    assert "2 件里配上了 2 件" in page
    run = DispatchRun.objects.get()
    keep = list(run.proposals.values_list("pk", flat=True))
    client.post(reverse("requests:batch_confirm", args=[run.pk]), {"keep": keep})
    assert Offer.objects.waiting().count() == 2
    assert "邀请发出了" in client.get(here).content.decode()


@pytest.mark.parametrize("name", ["worker", "resident", "volunteer", "street_official"])
def test_only_the_desk_of_the_whole_community_finds_it(desk, enter, name):
    assert enter(name).get(reverse("requests:batch")).status_code == 404


def test_another_communitys_run_is_not_there(desk, enter):
    two_for_two(desk)
    run = run_it(desk)
    path = reverse("requests:batch_confirm", args=[run.pk])
    assert enter("sibling_staff").post(path).status_code == 404


def test_what_came_of_it_is_counted_and_who_is_called_the_same_is_told_apart(desk, enter):
    """Two called 李梅 by their numbers; each line says which order it was, also afterwards."""
    for n in range(2):
        named(desk, n, "李梅")
    rows = [pooled(desk, words="帮忙买菜"), pooled(desk, words="帮忙取药")]
    run = run_it(desk)
    client, here = enter("secretary"), reverse("requests:batch")
    assert client.get(here).content.decode().count("李梅 · 137****") == 2
    dispatch.recall(rows[1], by=desk.viewer("secretary"))
    keep = list(run.proposals.values_list("pk", flat=True))
    confirm = reverse("requests:batch_confirm", args=[run.pk])
    page = client.post(confirm, {"keep": keep}, follow=True).content.decode()
    assert "邀请了 1 位；1 件情况变了" in page
    assert "帮忙买菜" in page
    assert "帮忙取药" in page
    assert page.count("李梅 · 137****") == 2


def test_who_was_asked_already_is_told_apart_too(desk):
    people = [named(desk, n, "李梅") for n in range(2)]
    row = pooled(desk)
    secretary = desk.viewer("secretary")
    offering.offer(row, volunteers=[one.pk for one in people], by=secretary)
    said = {one.name for one in queue.case(secretary, row).offers}
    assert len(said) == 2
    assert all(one.startswith("李梅 · 137****") for one in said)
