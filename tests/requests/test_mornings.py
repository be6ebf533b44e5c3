"""Before the day begins: what is due and with whom, what waits with nobody, who has too much, whom
nobody has seen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities.actions import care
from requests.actions import outings
from requests.models import Outing, Party, ServiceRequest
from requests.queries import mornings
from tests.town import years_ago

pytestmark = pytest.mark.django_db


def due(row, **shift):
    ServiceRequest.objects.filter(pk=row.pk).update(due_at=timezone.now() + timedelta(**shift))
    return row


def at_desk(town):
    return mornings.morning(town.viewer("secretary"))


def test_late_and_due_today_with_who_has_it_the_most_pressing_first(town, desk):
    late = due(desk.in_progress(words="暖气不热"), hours=-3)
    due(desk.submit(words="高龄津贴没到账"), minutes=-30)
    due(desk.assigned(words="以后再说"), days=3)
    found = at_desk(town)
    assert [str(one.row.title) for one in found.due] == ["暖气不热", "高龄津贴没到账"]
    assert [one.who for one in found.due] == [town.worker.name.open(), ""]
    assert found.due_count == 2
    assert found.due[0].promise["state"] == "late"
    assert found.due[0].step == 3
    assert found.due[0].row == late


def test_what_nobody_has_waits_the_first_come_first(town, desk):
    new = desk.submit(words="新来的")
    old = desk.submit(words="早来的")
    before = timezone.now() - timedelta(days=3)
    ServiceRequest.objects.filter(pk=old.pk).update(created_at=before)
    desk.in_progress(words="有人在办")
    found = at_desk(town)
    assert [one.row.pk for one in found.waits] == [old.pk, new.pk]
    assert found.waits[0].since == "3 天"


def in_hands(desk, user, count):
    for _n in range(count):
        row = desk.in_progress()
        Party.objects.filter(service_request=row, role="lead").update(user=user)


def test_who_has_twice_what_the_others_have_is_told_for_sharing(town, desk, monkeypatch):
    monkeypatch.setattr(mornings, "MANY", 3)
    in_hands(desk, town.worker, 4)
    in_hands(desk, town.staff, 1)
    in_hands(desk, town.secretary, 1)
    found = at_desk(town)
    assert [(one.name, one.count, one.late) for one in found.full] == [
        (town.worker.name.open(), 4, 0)
    ]
    assert (found.average, found.others) == (2.0, 2)
    assert [x for x, _is_late in found.full[0].marks] == [0, 16, 32, 48]


def test_two_who_are_called_alike_have_each_his_own(town, desk, monkeypatch):
    monkeypatch.setattr(mornings, "MANY", 3)
    town.staff.name = town.worker.name.open()
    town.staff.save()
    in_hands(desk, town.worker, 2)
    in_hands(desk, town.staff, 2)
    assert at_desk(town).full == []


@pytest.mark.parametrize(("most", "shares"), [(2, [1, 1]), (4, [3, 3])])
def test_a_few_and_as_many_as_the_others_are_not_too_much(town, desk, monkeypatch, most, shares):
    monkeypatch.setattr(mornings, "MANY", 3)
    for user, count in zip((town.worker, town.staff, town.secretary), [most, *shares], strict=True):
        in_hands(desk, user, count)
    assert at_desk(town).full == []


def test_two_late_ones_are_too_much_however_few(town, desk):
    for _n in range(2):
        due(desk.in_progress(), hours=-1)
    assert [one.late for one in at_desk(town).full] == [2]


def test_the_secretary_reads_all_of_it_the_staff_not_who_has_too_much(client, town, desk):
    for _n in range(2):
        due(desk.in_progress(), hours=-1)
    desk.submit()
    page = town.enter(client, "secretary").get("/desk/").content.decode()
    for words in ("过期和今天到期的诉求", "谁等得最久", "谁手上太多", "不进考核"):
        assert words in page
    page = town.enter(client, "staff").get("/desk/").content.decode()
    assert "谁等得最久" in page
    assert "谁手上太多" not in page
    for name in ("worker", "dispatcher", "social_worker", "head"):
        assert "谁手上太多" not in town.enter(client, name).get("/desk/").content.decode(), name


def test_what_is_due_stands_before_everything_else_to_be_done(client, town, desk):
    due(desk.submit(), hours=-1)
    page = town.enter(client, "secretary").get("/desk/").content.decode()
    assert (
        0 < page.index("过期和今天到期的诉求") < page.index("今天要办的") < page.index("谁等得最久")
    )


def test_of_the_own_place_only(town, desk):
    due(desk.submit(), hours=-1)
    found = mornings.morning(town.viewer("sibling_staff"))
    assert (found.due, found.waits, found.full) == ([], [], [])


# --- who goes out ---------------------------------------------------------------------------------
def test_the_workers_visits_of_today_and_what_was_left_lying(client, town):
    by = town.viewer("worker")
    today = timezone.localdate()
    visit = outings.plan(
        Outing.Kind.VISIT, town.grid, today, by=by, resident=town.people["resident"]
    )
    outings.plan(Outing.Kind.PATROL, town.grid, today + timedelta(days=1), by=by, route="明天")
    assert mornings.visits_today(by) == [visit]
    Outing.objects.filter(pk=visit.pk).update(planned_on=today - timedelta(days=1))
    page = town.enter(client, "worker").get("/desk/").content.decode()
    assert "今天去哪里" in page
    assert town.people["resident"].name.open() in page
    assert not mornings.visits_today(town.viewer("second_worker"))


def test_who_lives_alone_and_was_met_by_nobody(client, town):
    by, today = town.viewer("worker"), timezone.localdate()
    elder = town.people["elder"]
    assert [one.pk for one in mornings.unseen_alone(by).people] == [elder.pk]
    page = town.enter(client, "worker").get("/desk/").content.decode()
    assert "独居的，两周没人上门" in page
    assert "位独居老人两周没人上门" in page
    alone = page[page.index("独居的，两周没人上门") :]
    assert mornings.unseen_alone(by).people[0].address in alone[: alone.index("</section>")]
    visit = outings.plan(Outing.Kind.VISIT, town.grid, today, by=by, resident=elder)
    outings.log(visit, outcome="away", by=by)
    assert mornings.unseen_alone(by).count, "nobody was at home"
    met = outings.plan(
        Outing.Kind.VISIT, town.grid, today + timedelta(days=1), by=by, resident=elder
    )
    outings.log(met, outcome="fine", by=by)
    assert not mornings.unseen_alone(by).count
    assert mornings.unseen_alone(by, today + mornings.UNSEEN + timedelta(days=2)).count


def test_alone_are_only_those_of_the_own_grid(town):
    care.add_label(
        town.people["neighbour"], group="elder", condition="living_alone", evidence="入户核实",
        valid_from=years_ago(1), actor=town.staff,
    )  # fmt: skip

    def alone(name):
        return [row.pk for row in mornings.unseen_alone(town.viewer(name)).people]

    assert town.people["neighbour"].pk not in alone("worker")
    assert alone("second_worker") == [town.people["neighbour"].pk]
    assert alone("head") == []


def test_all_who_live_alone_are_counted_also_those_that_do_not_stand_there(
    client, town, monkeypatch
):
    monkeypatch.setattr(mornings, "SHOWN", 1)
    neighbour = town.people["neighbour"]
    type(neighbour).objects.filter(pk=neighbour.pk).update(grid=town.grid)
    care.add_label(
        neighbour, group="elder", condition="living_alone", evidence="入户核实",
        valid_from=years_ago(1), actor=town.staff,
    )  # fmt: skip
    found = mornings.unseen_alone(town.viewer("worker"))
    assert (len(found.people), found.count, found.others) == (1, 2, 1)
    assert "还有 1 位" in town.enter(client, "worker").get("/desk/").content.decode()
