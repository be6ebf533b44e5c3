"""Part-time commissioners: one for each unit, for a term; unit and office on the wall, no name."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations import personal_data
from organizations.actions import commissioners, organizations
from organizations.models import Commissioner, Organization
from organizations.panels import todo
from organizations.queries import commissioners as queries
from organizations.tasks import tend_pairings
from tests.organizations.conftest import facts
from tests.organizations.test_pairings import a_school, refused
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


def seated(town, unit, **said):
    values = {
        "name": "梅若兰", "office": "副校长", "starts_on": TODAY() - timedelta(days=300),
        "ends_on": TODAY() + timedelta(days=700),
    } | said  # fmt: skip
    return commissioners.seat(unit, said.pop("place", town.community), actor=town.staff, **{
        name: value for name, value in values.items() if name != "place"
    })  # fmt: skip


def test_a_partner_of_the_register_seats_one_for_a_term(town, school, association):
    assert refused(seated, town, association) == "organization"
    assert refused(seated, town, school, place=town.street) == "community"
    assert refused(seated, town, school, name=" ") == "name"
    assert refused(seated, town, school, office=" ") == "office"
    assert refused(seated, town, school, office="找 13900001111") == "office"
    assert refused(seated, town, school, promises="找 13900001111") == "promises"
    assert refused(seated, town, school, ends_on=TODAY() - timedelta(days=300)) == "ends_on"
    assert refused(seated, town, school, ends_on=TODAY() + timedelta(days=1600)) == "ends_on"
    row = seated(town, school)
    assert refused(seated, town, school) == "organization"
    assert seated(town, school, place=town.sibling).community == town.sibling
    assert refused(commissioners.renew, row, ends_on=row.ends_on, actor=None) == "ends_on"
    far = row.ends_on + timedelta(days=2000)
    assert refused(commissioners.renew, row, ends_on=far, actor=None) == "ends_on"
    longer = row.ends_on + timedelta(days=365)
    assert commissioners.renew(row, ends_on=longer, actor=town.staff).ends_on == longer
    assert refused(commissioners.unseat, row, reason=" ", actor=None) == "reason"
    commissioners.unseat(row, reason="调走了", actor=town.staff)
    assert refused(commissioners.unseat, row, reason="再来", actor=None) == "moved_on"
    assert refused(commissioners.renew, row, ends_on=far, actor=None) == "moved_on"
    assert seated(town, school).is_standing
    organizations.suspend(school, reason="停课", actor=town.staff)
    assert refused(seated, town, school, place=town.far_community) == "organization"


def test_both_sides_hear_a_month_ahead_and_a_term_ends_by_itself(town, school):
    unit = town.organization
    row = seated(town, school, ends_on=TODAY() + timedelta(days=31))
    Commissioner.objects.update(organization=unit)
    tend_pairings()
    told = Message.objects.filter(code="organizations.commissioner_ends")
    assert not told.exists()
    Commissioner.objects.update(ends_on=TODAY() + timedelta(days=30))
    for _run in range(2):
        tend_pairings()
    assert {message.to_user for message in told} == {
        town.staff, town.secretary, town.org_manager,
    }  # fmt: skip
    assert Commissioner.objects.get().ends_soon
    Commissioner.objects.update(ends_on=TODAY() - timedelta(days=1))
    tend_pairings()
    row.refresh_from_db()
    assert (row.ended_on, row.reason) == (TODAY() - timedelta(days=1), "任期到了")


def test_a_term_that_ends_within_a_month_stands_in_the_morning(town, school):
    lines = lambda name: [line["title"] for line in todo(town.viewer(name))]  # noqa: E731
    said = "第一小学的兼职委员任期快到期"
    row = seated(town, school, ends_on=TODAY() + timedelta(days=31))
    assert said not in lines("staff")
    Commissioner.objects.update(ends_on=TODAY() + timedelta(days=30))
    assert said in lines("staff")
    assert said not in [*lines("sibling_staff"), *lines("social_worker")]
    [line] = [line for line in todo(town.viewer("staff")) if line["title"] == said]
    assert line["url"] == reverse("organizations:commissioner", args=[row.pk])


def test_the_two_sides_and_the_street_know_him(town, school):
    row = seated(town, school)
    Commissioner.objects.update(organization=town.organization)
    rows = Commissioner.objects.all()
    over = {"street_official", "district_official"}
    assert seeing(town, rows, row.pk) == {"staff", "secretary", "org_manager"} | over
    assert managing(town, rows, row.pk) == {"staff", "secretary"}


def test_everybody_reads_unit_and_office_and_nobody_a_name(client, town, school):
    seated(town, school)
    late = a_school(town, "第二小学")
    seated(town, late, name="齐正言", starts_on=TODAY() + timedelta(days=9))
    assert queries.seats_of(town.community) == [queries.Seat("第一小学", "副校长")]
    page = client.get(reverse("organizations:place", args=[town.community.pk]))
    text = page.content.decode()
    assert "副校长" in text
    assert "梅若兰" not in text
    commissioners.unseat(Commissioner.objects.earliest("pk"), reason="调走了", actor=None)
    assert queries.seats_of(town.community) == []


def test_the_desk_seats_renews_and_unseats(enter, town, school):
    staff, board = enter("staff"), reverse("organizations:commissioners")
    said = {
        "organization": school.pk, "community": town.community.pk, "name": "梅若兰",
        "office": "副校长", "starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=365),
        "idempotency_key": "seat-0001",
    }  # fmt: skip
    new = reverse("organizations:new_commissioner")
    assert enter("org_manager").get(new).status_code == 404
    assert enter("street_official").get(new).status_code == 404
    staff = enter("staff")
    assert staff.post(new, said).url == board
    row = Commissioner.objects.get()
    assert "梅若兰" in staff.get(board).content.decode()
    act = lambda slug: reverse("organizations:commissioner_act", args=[row.pk, slug])  # noqa: E731
    longer = {"ends_on": TODAY() + timedelta(days=800), "idempotency_key": "seat-0002"}
    assert staff.post(act("renew"), longer).status_code == 302
    assert enter("sibling_staff").get(act("renew")).status_code == 404
    gone = {"reason": "调走了", "idempotency_key": "seat-0003"}
    assert enter("staff").post(act("unseat"), gone).status_code == 302
    assert enter("staff").get(act("unseat")).status_code == 404
    found = queries.board(town.viewer("staff"))
    assert (found.rows, found.over) == ([], [row])
    assert enter("street_official").get(board).context["board"].may_seat is False
    for name in ("resident", "worker"):
        assert enter(name).get(board).status_code == 404


def test_a_year_later_the_name_goes_and_the_seat_stays(town, school):
    row = seated(town, school)
    commissioners.unseat(row, reason="调走了", actor=None)
    assert personal_data.expire(TODAY() + timedelta(days=365))["commissioners"] == 0
    assert personal_data.expire(TODAY() + timedelta(days=366))["commissioners"] == 1
    row.refresh_from_db()
    assert (row.name.open(), row.office) == ("—", "副校长")
    assert personal_data.expire(TODAY() + timedelta(days=366))["commissioners"] == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_unseated_twice_at_once_he_leaves_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        row = seated(town, organizations.register(
            town.community, facts("小学", kind="school", registration="none"), actor=None
        ))  # fmt: skip
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, commissioners, "_end")
    outcomes = together(*[lambda: commissioners.unseat(row, reason="调走了", actor=None)] * 2)
    assert meeting.happened is not locked
    assert [one.error.code for one in outcomes if one.error] == (["moved_on"] if locked else [])
