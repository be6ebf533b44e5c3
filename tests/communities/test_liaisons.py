"""Liaison officers: appointed by who is over the place, replaced, ended; what they see."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from communities.actions import liaisons, roles
from communities.models import Department
from communities.viewers import enter_as
from core import outbox, scope
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.races import meet_inside, together

TODAY = timezone.localdate


@pytest.fixture
def office(town):
    return Department.objects.create(
        area=town.street, name="平安办", name_en="Public Safety", duties="综治、调解、消防",
        telephone="0858-2200301",
    )  # fmt: skip


def appoint(town, office, who="stranger", by="street_official", **values):
    return liaisons.appoint(office, town.accounts[who], by=town.viewer(by), **values)


@pytest.mark.django_db
def test_the_grant_the_place_and_the_department_are_written_together(town, office):
    grant = appoint(town, office, reason="任命文件")
    assert [scope.area for scope in grant.area_scopes.all()] == [town.street]
    viewer = enter_as(town.stranger)
    scope.declare(scope.EVERYTHING)
    assert (viewer.department_ids, viewer.community_ids) == ({office.pk}, ())
    event = AuditEvent.objects.get(verb="communities.liaison_appointed")
    assert event.object_id == str(office.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["street_official", "district_official"])
def test_who_is_over_the_place_appoints(town, office, by):
    assert appoint(town, office, by=by).user == town.stranger


@pytest.mark.django_db
@pytest.mark.parametrize(
    "by",
    ["secretary", "staff", "dispatcher", "far_official", "system_admin", "liaison", "resident"],
)
def test_nobody_else_does(town, office, by):
    with pytest.raises(DomainError, match="不归您"):
        appoint(town, office, by=by)


@pytest.mark.django_db
def test_a_department_has_one_and_nobody_appoints_himself(town, office):
    with pytest.raises(DomainError, match="自己"):
        appoint(town, office, "street_official")
    appoint(town, office)
    with pytest.raises(DomainError, match="已经有联络员"):
        appoint(town, office, "resident")
    office.is_active = False
    office.save()
    liaisons.end(office, by=town.viewer("street_official"), reason="撤并")
    with pytest.raises(DomainError, match="停用"):
        appoint(town, office)


@pytest.mark.django_db
def test_a_successor_takes_over_and_the_old_grant_ends(town, office):
    old = appoint(town, office)
    by = town.viewer("street_official")
    fresh = liaisons.replace(office, town.neighbour, by=by, reason="轮岗")
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert liaisons.serving(office) == fresh
    with pytest.raises(DomainError, match="另选"):
        liaisons.replace(office, town.neighbour, by=by, reason="轮岗")
    with pytest.raises(DomainError, match="原因"):
        liaisons.end(office, by=by, reason=" ")
    liaisons.end(office, by=by, reason="借调", last_day=TODAY() + timedelta(days=3))
    assert liaisons.serving(office) == fresh
    liaisons.end(office, by=by, reason="借调")
    for step in (liaisons.end, lambda *a, **k: liaisons.replace(a[0], town.resident, **k)):
        with pytest.raises(DomainError, match="没有联络员"):
            step(office, by=by, reason="x")


@pytest.mark.django_db
def test_the_pages_appoint_lend_replace_and_end(town, office, enter):
    url = reverse("communities:department", args=[office.pk])
    client = enter("street_official")
    assert "还没有联络员" in client.get(url).content.decode()

    def act(slug, **data):
        return client.post(reverse("communities:department_act", args=[office.pk, slug]), data)

    data = {"phone": "13800000016", "starts_on": TODAY(), "reason": "任命文件"}
    assert act("appoint", **{**data, "phone": "13900009999"}).status_code == 422
    assert act("appoint", **data).status_code == 302
    page = client.get(url).content.decode()
    assert "何方" in page
    assert "13800000016" not in page
    grant = liaisons.serving(office)
    deputy = roles.delegate(
        grant, town.worker, by=town.viewer("street_official"), starts_on=TODAY(),
        ends_on=TODAY() + timedelta(days=5), reason="外出",
    )  # fmt: skip
    assert deputy.user.name.open() in client.get(url).content.decode()
    home = enter("stranger").get(reverse("doors:desk")).content.decode()
    assert "平安办" in home
    assert "清单上归本部门的" in home
    client = enter("street_official")
    assert act("replace", phone="13900000002", reason="轮岗").status_code == 302
    assert act("end", reason="借调").status_code == 302
    assert "何方" in client.get(url).content.decode()  # among those before


SEES = {
    "head", "worker", "second_worker", "staff", "secretary", "sibling_staff", "dispatcher",
    "street_official", "district_official", "privacy_officer", "social_worker",
}  # fmt: skip


@pytest.mark.django_db
def test_who_reads_a_department(town, office, client):
    names = [*town.accounts, "anonymous"]
    url = reverse("communities:department", args=[office.pk])
    found = {name: town.enter(client, name).get(url).status_code for name in names}
    assert {name for name, status in found.items() if status == 200} == SEES
    own = reverse("communities:department", args=[town.department.pk])
    assert town.enter(client, "liaison").get(own).status_code == 200
    act = reverse("communities:department_act", args=[office.pk, "appoint"])
    may = {name for name in names if town.enter(client, name).get(act).status_code == 200}
    assert may == {"street_official", "district_official"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_officials_appoint_at_once(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    with scope.entered(scope.EVERYTHING):
        office = Department.objects.create(area=town.street, name="平安办")
        street, district = town.viewer("street_official"), town.viewer("district_official")
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, liaisons, "serving", after=True)
    outcomes = together(
        lambda: liaisons.appoint(office, town.stranger, by=street),
        lambda: liaisons.appoint(office, town.resident, by=district),
    )
    assert meeting.happened is not locked
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [error.code for error in errors] == (["taken"] if locked else [])
    with scope.entered(scope.EVERYTHING):
        held = RoleGrant.objects.filter(department_scopes__department=office)
        assert held.count() == (1 if locked else 2)  # this is what the lock is for
