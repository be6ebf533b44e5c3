"""Branches and clubs of a school: under an agreement that runs, three in a community at most."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from core import outbox, scope
from core.exceptions import DomainError
from organizations.actions import pairings, school_groups
from organizations.models import Pairing, SchoolGroup
from tests.organizations.test_pairings import TODAY, a_school, drafted
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db


def agreed(town, name="云泽职业学院") -> Pairing:
    pairing = drafted(town, a_school(town, name), kind="university")
    for kind in ("need", "project"):
        pairings.add_lines(pairing, kind=kind, texts="手机课堂", actor=town.staff)
    return pairings.sign(pairing, signed_on=TODAY(), actor=town.staff)


@pytest.fixture
def agreement(town) -> Pairing:
    return agreed(town)


def paired(town, pairing, name="第三团支部", kind="branch") -> SchoolGroup:
    return school_groups.pair(pairing, kind=kind, name=name, actor=town.staff)


def refused(code="", field=""):
    return pytest.raises(
        DomainError,
        check=lambda error: (error.code == code if code else True) and error.field == field,
    )


def test_only_under_a_university_agreement_that_runs(town, agreement):
    school = a_school(town, "第二学院")
    draft = drafted(town, school, kind="university")
    other = drafted(town, a_school(town, "第三学院"))
    for pairing in (draft, other):
        with refused("no_agreement"):
            paired(town, pairing)
    paired(town, agreement)
    pairings.stop(agreement, reason="学校搬走", actor=town.staff)
    with refused("no_agreement"):
        paired(town, agreement, "青年志愿者协会")


def test_it_is_a_branch_or_a_club_with_a_name_and_nobodys_number(town, agreement):
    with refused(field="kind"):
        paired(town, agreement, kind="person")
    with refused(field="name"):
        paired(town, agreement, " ")
    with refused(field="name"):
        paired(town, agreement, "找 13900001111")
    paired(town, agreement)
    with refused("twice", "name"), transaction.atomic():
        paired(town, agreement)


def test_three_in_a_community_of_whatever_schools(town, agreement):
    further = agreed(town, "第二学院")
    paired(town, agreement, "一")
    paired(town, agreement, "二", "club")
    third = paired(town, further, "三")
    with refused("full", "name"):
        paired(town, further, "四")
    school_groups.part(further, group=third, actor=town.staff)
    assert paired(town, agreement, "四").place == 3
    with refused("moved_on"):
        school_groups.part(further, group=third, actor=town.staff)


def test_the_database_too_knows_three_places(town, agreement):
    first = paired(town, agreement, "一")
    second = paired(town, agreement, "二")
    rows = SchoolGroup.objects.filter(pk=second.pk)
    with pytest.raises(IntegrityError, match="one_for_each_place"), transaction.atomic():
        rows.update(place=first.place)
    with pytest.raises(IntegrityError, match="among_three"), transaction.atomic():
        rows.update(place=4)
    with pytest.raises(IntegrityError, match="named_once"), transaction.atomic():
        rows.update(name="一")
    with pytest.raises(IntegrityError, match="kind_known"), transaction.atomic():
        rows.update(kind="person")


@pytest.mark.parametrize("how", ["stopped", "lapsed"])
def test_with_the_agreement_they_go_and_their_places_are_free(town, agreement, how):
    paired(town, agreement)
    if how == "stopped":
        pairings.stop(agreement, reason="学校搬走", actor=town.staff)
    else:
        Pairing.objects.filter(pk=agreement.pk).update(ends_on=TODAY() - timedelta(days=1))
        pairings.tend()
    assert not SchoolGroup.objects.get().stands


def test_both_sides_read_them_and_the_community_decides(town, agreement, enter):
    Pairing.objects.filter(pk=agreement.pk).update(organization=town.organization)
    page = reverse("organizations:pairing", args=[agreement.pk])
    act = reverse("organizations:pairing_act", args=[agreement.pk, "group"])
    said = {"kind": "club", "name": "青年志愿者协会", "idempotency_key": "group-0001"}
    staff = enter("staff")
    assert staff.post(act, said).status_code == 302
    assert "青年志愿者协会" in staff.get(page).content.decode()
    manager = enter("org_manager")
    assert "青年志愿者协会" in manager.get(page).content.decode()
    assert manager.get(act).status_code == 404
    part = reverse("organizations:pairing_act", args=[agreement.pk, "part"])
    assert manager.get(part).status_code == 404
    group = SchoolGroup.objects.get()
    staff = enter("staff")
    staff.post(part, {"group": str(group.pk), "idempotency_key": "group-0002"})
    group.refresh_from_db()
    assert not group.stands
    assert staff.get(part).status_code == 404


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_schools_for_the_last_place(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    with scope.entered(scope.EVERYTHING):
        one, two = agreed(town), agreed(town, "第二学院")
        for name in ("一", "二"):
            paired(town, one, name)
    if not locked:
        monkeypatch.setattr(school_groups, "hold", lambda community_id: None)
    meeting = meet_inside(monkeypatch, school_groups, "_free_place", after=True)
    outcomes = together(*[lambda at=at: paired(town, at, "三") for at in (one, two)])
    assert meeting.happened is not locked
    with scope.entered(scope.EVERYTHING):
        assert SchoolGroup.objects.count() == 3
    assert [each.error.code for each in outcomes if each.error] == ["full"]
