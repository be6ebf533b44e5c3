"""Posts of social workers: how many, vacant, for which certificate; the band is for who pays."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import AuditEvent
from organizations.actions import organizations, pay, positions, social_workers
from organizations.actions.positions import Post
from organizations.actions.social_workers import WorkerFacts
from organizations.models import Organization, PositionHolding, SocialWorker, WorkerPosition
from organizations.personal_data import erase_person, export_person
from organizations.queries import positions as queries
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_pairings import refused
from tests.organizations.test_supervision import junior, senior
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

__all__ = ["junior", "senior"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def said(**more):
    values = {
        "title": "一线社工", "places": 1, "level": "none", "band_low": Decimal(900),
        "band_high": Decimal(1300),
    }  # fmt: skip
    return Post(**values | more)


def opened(town, own=False, **more):
    return positions.open_post(
        more.pop("community", town.community), said(**more),
        organization=None if own else town.organization,
        opened_on=TODAY() - timedelta(days=30), actor=town.org_manager,
    )  # fmt: skip


def taken(town, row, worker, **more):
    values = {"since": TODAY(), "actor": town.org_manager} | more
    return positions.take(row, worker=worker, **values)


def test_a_post_says_how_many_for_whom_and_what_it_pays(town):
    assert refused(opened, town, community=town.street) == "community"
    assert refused(opened, town, title=" ") == "title"
    assert refused(opened, town, places=0) == "places"
    assert refused(opened, town, places=100) == "places"
    assert refused(opened, town, level="doctor") == "level"
    assert refused(opened, town, band_low=Decimal(1400)) == "band_high"
    assert refused(opened, town, band_low=Decimal(-1)) == "band_high"
    assert refused(opened, town, band_high=Decimal(100_000)) == "band_high"
    assert refused(
        positions.open_post, town.community, said(), opened_on=TODAY() + timedelta(days=1),
        actor=None,
    ) == "opened_on"  # fmt: skip
    row = opened(town)
    assert (row.band_low.open(), row.places) == ("900.00", 1)
    assert refused(opened, town) == "title"
    assert opened(town, own=True).organization is None
    assert refused(opened, town, own=True) == "title"
    other = opened(town, title="站长")
    values = {"places": 1, "level": "none", "band_low": Decimal(1), "band_high": Decimal(2)}
    assert refused(positions.change, other, title="一线社工", actor=None, **values) == "title"
    organizations.suspend(town.organization, reason="停", actor=town.staff)
    assert refused(opened, town, title="督导") == "organization"


def test_one_of_theirs_with_the_certificate_takes_it_while_there_is_a_place(town, senior, junior):
    row = opened(town, level="intermediate")
    assert refused(taken, town, row, junior) == "worker"
    SocialWorker.objects.filter(pk=senior.pk).update(valid_until=TODAY() - timedelta(days=1))
    assert refused(taken, town, row, senior) == "worker"
    SocialWorker.objects.filter(pk=senior.pk).update(valid_until=None)
    assert refused(taken, town, row, senior, since=TODAY() - timedelta(days=31)) == "since"
    assert refused(taken, town, row, senior, since=TODAY() + timedelta(days=1)) == "since"
    held = taken(town, row, senior)
    assert (held.community, held.organization) == (town.community, town.organization)
    plain = opened(town, title="走访员")
    assert refused(taken, town, plain, senior) == "worker"
    own = social_workers.register_social_worker(
        town.community, WorkerFacts("乔社工"), actor=town.secretary
    )
    assert refused(taken, town, plain, own) == "worker"
    elsewhere = opened(town, community=town.sibling)
    assert refused(taken, town, elsewhere, junior) == "worker"
    taken(town, plain, junior)
    more = social_workers.register_social_worker(
        town.community, WorkerFacts("祝社工"), actor=town.secretary, organization=town.organization
    )
    assert refused(taken, town, plain, more) == "full"
    left = social_workers.leave(more, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert refused(taken, town, opened(town, title="助理"), left) == "worker"


def test_a_place_is_free_again_and_a_post_closes_once_nobody_holds_it(town, senior):
    row = opened(town, places=2)
    held = taken(town, row, senior)
    assert refused(positions.close, row, reason="不设了", actor=None) == "held"
    values = {"title": "一线社工", "level": "none", "band_low": Decimal(1), "band_high": Decimal(2)}
    row = positions.change(row, places=1, actor=None, **values)
    assert (row.places, row.band_high.open()) == (1, "2.00")
    assert refused(positions.change, row, places=0, actor=None, **values) == "places"
    positions.give_up(row, holding=held, actor=town.org_manager)
    assert refused(positions.give_up, row, holding=held, actor=None) == "holding"
    assert refused(positions.close, row, reason=" ", actor=None) == "reason"
    row = positions.close(row, reason="不设了", actor=town.org_manager)
    assert refused(positions.close, row, reason="再撤", actor=None) == "moved_on"
    assert refused(taken, town, row, senior) == "moved_on"
    assert opened(town).is_standing


def test_never_fewer_places_than_are_filled(town, senior, junior):
    row = opened(town, places=2)
    for worker in (senior, junior):
        taken(town, row, worker)
    values = {"title": "一线社工", "level": "none", "band_low": Decimal(1), "band_high": Decimal(2)}
    assert refused(positions.change, row, places=1, actor=None, **values) == "places"


def test_who_leaves_leaves_his_post(town, senior):
    row = opened(town)
    taken(town, row, senior)
    assert queries.board(town.viewer("staff")).vacant == 0
    social_workers.leave(senior, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert PositionHolding.objects.get().until == TODAY()
    assert queries.board(town.viewer("staff")).vacant == 1


def test_what_he_is_paid_lies_in_the_band_of_his_post(town, senior):
    def paid(amount):
        return pay.set_pay(
            senior, post="一线社工", amount=Decimal(amount), starts_on=TODAY(),
            actor=town.org_manager,
        )  # fmt: skip

    taken(town, opened(town), senior)
    assert refused(paid, "899.99") == "amount"
    assert refused(paid, "1300.01") == "amount"
    assert paid("1300").amount.open() == "1300.00"


# --- who ------------------------------------------------------------------------------------------
def test_who_works_there_sees_it_and_who_pays_keeps_it(town, senior):
    stationed, own, rows = opened(town), opened(town, own=True), WorkerPosition.objects.all()
    held = taken(town, stationed, senior)
    assert managing(town, rows, stationed.pk) == {"org_manager"}
    assert managing(town, rows, own.pk) == {"secretary"}
    seen = seeing(town, rows, stationed.pk)
    assert {"org_manager", "staff", "secretary", "social_worker", "dispatcher"} <= seen
    assert not seen & {"sibling_staff", "far_staff", "resident", "street_official"}
    assert "org_manager" not in seeing(town, rows, own.pk)
    assert held.worker == senior


def test_the_band_is_for_who_pays_and_each_look_is_written_down(enter, town, senior):
    row = opened(town)
    page = reverse("organizations:position", args=[row.pk])
    looks = AuditEvent.objects.filter(verb="organizations.workerposition.read")
    for name in ("staff", "secretary", "social_worker"):
        answer = enter(name).get(page)
        assert (answer.context["page"].band, answer.context["buttons"]) == (None, []), name
        assert "900.00" not in answer.content.decode()
    assert not looks.exists()
    answer = enter("org_manager").get(page)
    assert answer.context["page"].band == ("900.00", "1300.00")
    assert looks.count() == 1
    (told,) = lines(town, "staff", "organizations.positions")
    assert "900.00" not in told
    assert told[4] == "1"


def labels(client, row):
    page = client.get(reverse("organizations:position", args=[row.pk]))
    return [str(one["label"]) for one in page.context["buttons"]]


def test_the_manager_opens_fills_and_empties(enter, town, senior, junior):
    new = reverse("organizations:new_position")
    said = {
        "community": town.community.pk, "organization": town.organization.pk, "title": "站长",
        "places": 1, "level": "none", "band_low": "900", "band_high": "1300",
        "opened_on": TODAY(), "idempotency_key": "place-0001",
    }  # fmt: skip
    for name in ("staff", "social_worker", "street_official"):
        assert enter(name).get(new).status_code == 404, name
    assert enter("org_manager").post(new, said | {"organization": ""}).status_code == 422
    said["idempotency_key"] = "place-0002"
    assert enter("org_manager").post(new, said).status_code == 302
    row = WorkerPosition.objects.get()
    assert labels(enter("org_manager"), row) == ["安排上岗", "改岗位", "撤岗位"]
    assert set(queries.to_take(row)) == {senior, junior}
    act = lambda slug: reverse("organizations:position_act", args=[row.pk, slug])  # noqa: E731
    into = {"worker": senior.pk, "since": TODAY(), "idempotency_key": "place-0003"}
    assert enter("staff").get(act("take")).status_code == 404
    assert enter("org_manager").post(act("take"), into).status_code == 302
    assert labels(enter("org_manager"), row) == ["办离开岗位", "改岗位"]
    assert set(queries.to_take(row)) == {junior}
    form = enter("org_manager").get(act("change")).context["form"]
    assert form.initial["band_high"] == "1300.00"
    out = {"holding": PositionHolding.objects.get().pk, "idempotency_key": "place-0004"}
    assert enter("org_manager").post(act("give-up"), out).status_code == 302
    board = enter("staff").get(reverse("organizations:positions")).context["board"]
    assert ([one.title for one in board.rows], board.places, board.vacant) == (["站长"], 1, 1)
    own = {key: value for key, value in said.items() if key != "organization"}
    own |= {"title": "社工室社工", "idempotency_key": "place-0005"}
    assert enter("secretary").post(new, own).status_code == 302
    assert enter("resident").get(reverse("organizations:positions")).status_code == 404


def test_what_is_stored_goes_with_the_person(town, senior):
    taken(town, opened(town), senior)
    told = export_person(town.social_worker.subject)["social_work"][0]["posts_held"]
    assert [one["post"] for one in told] == ["一线社工"]
    erase_person(town.social_worker.subject)
    assert not PositionHolding.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ruled", [True, False], ids=["locked", "lock-off"])
def test_two_for_the_last_place_and_one_gets_it(town, monkeypatch, ruled):
    with scope.entered(scope.EVERYTHING):
        unit = Organization.objects.get(pk=town.organization.pk)
        two = [
            social_workers.register_social_worker(
                town.community, WorkerFacts(name), actor=town.secretary, organization=unit
            )
            for name in ("甲社工", "乙社工")
        ]
        row = opened(town)
    if not ruled:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    # each has counted who holds a place before either takes the last
    meeting = meet_inside(monkeypatch, positions, "_held", after=True)
    outcomes = together(
        lambda: taken(town, row, two[0]),
        lambda: taken(town, row, two[1]),
    )
    assert meeting.happened is not ruled
    assert [one.error.code for one in outcomes if one.error] == (["full"] if ruled else [])
    assert PositionHolding.objects.count() == (1 if ruled else 2)
