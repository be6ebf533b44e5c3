"""A third party to the agreement with a school: named in the draft, reads it, keeps none of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations.actions import organizations, pairings, third_parties
from organizations.models import Organization, Pairing, PairingLine
from organizations.queries import pairings as queries
from organizations.tasks import tend_pairings
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_pairings import a_school, drafted, refused
from tests.organizations.test_visibility import managing, seeing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def agreement(town) -> Pairing:
    return drafted(town, a_school(town, "职业学院"), kind="university")


def named(town, row, **said):
    values = {"third": town.organization, "third_part": "出实习岗位", "actor": town.staff}
    return third_parties.name(row, **values | said)


def signed(town, row):
    pairings.add_lines(row, kind="project", texts="手机课堂", actor=town.staff)
    return pairings.sign(row, signed_on=TODAY(), actor=town.staff)


def test_it_is_another_of_the_register_and_says_what_it_does(town, agreement):
    assert refused(named, town, agreement, third=agreement.organization) == "third"
    assert refused(named, town, agreement, third_part=" ") == "third_part"
    assert refused(named, town, agreement, third_part="找 13900001111") == "third_part"
    other = drafted(town, a_school(town))
    assert refused(named, town, other) == "no_third"
    assert refused(third_parties.drop, agreement, actor=None) == "no_third"
    row = named(town, agreement)
    assert (row.third, row.third_part) == (town.organization, "出实习岗位")
    row = named(town, agreement, third_part="出课题")
    assert row.third_part == "出课题"
    row = third_parties.drop(agreement, actor=town.staff)
    assert (row.third, row.third_part) == (None, "")
    organizations.suspend(town.organization, reason="停", actor=town.staff)
    stopped = Organization.objects.get(pk=town.organization.pk)
    assert refused(named, town, agreement, third=stopped) == "third"


def test_once_signed_it_stays(town, agreement):
    named(town, agreement)
    signed(town, agreement)
    assert refused(named, town, agreement) == "moved_on"
    assert refused(third_parties.drop, agreement, actor=None) == "moved_on"


def test_the_database_knows_no_third_of_another_agreement(town, agreement):
    row = named(town, agreement)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.filter(pk=row.pk).update(kind="pairing")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pairing.objects.filter(pk=row.pk).update(third=row.organization)


def test_it_reads_all_of_it_and_changes_nothing(enter, town, agreement):
    rows = Pairing.objects.all()
    assert "org_manager" not in seeing(town, rows, agreement.pk)
    page = reverse("organizations:pairing", args=[agreement.pk])
    assert enter("org_manager").get(page).status_code == 404
    named(town, agreement)
    pairings.plan_term(
        agreement, name="上学期", starts_on=TODAY(), ends_on=TODAY() + timedelta(days=90),
        plan="教老人用手机", actor=town.staff,
    )  # fmt: skip
    signed(town, agreement)
    assert "org_manager" in seeing(town, rows, agreement.pk)
    assert "org_manager" not in managing(town, rows, agreement.pk)
    seen = enter("org_manager").get(page)
    assert seen.status_code == 200
    assert seen.context["buttons"] == []
    text = seen.content.decode()
    for words in ("手机课堂", "教老人用手机", "出实习岗位"):
        assert words in text
    line = PairingLine.objects.get()
    act = reverse("organizations:line_act", args=[line.pk, "begin"])
    assert enter("org_manager").get(act).status_code == 404


def test_the_wall_of_the_database_says_the_same(town, agreement):
    named(town, agreement)
    signed(town, agreement)

    def there(**scoped):
        with scope.entered((), **scoped):
            return Pairing.objects.exists(), PairingLine.objects.exists()

    assert there(organizations=[town.organization.pk]) == (True, True)
    stranger = a_school(town, "第二小学")
    assert there(organizations=[stranger.pk]) == (False, False)


def test_it_hears_a_month_ahead_too(town, agreement):
    named(town, agreement)
    signed(town, agreement)
    Pairing.objects.update(ends_on=TODAY() + timedelta(days=30))
    for _run in range(2):
        tend_pairings()
    told = Message.objects.filter(code="organizations.university_ends")
    assert {message.to_user for message in told} == {
        town.staff, town.secretary, town.org_manager,
    }  # fmt: skip


def test_both_sides_name_it_on_the_page_and_it_goes_home_with_the_list(enter, town, agreement):
    act = reverse("organizations:pairing_act", args=[agreement.pk, "third"])
    said = {
        "third": town.organization.pk, "third_part": "出实习岗位",
        "idempotency_key": "third-0001",
    }  # fmt: skip
    for name in ("sibling_staff", "worker", "street_official"):
        assert enter(name).get(act).status_code == 404, name
    assert enter("staff").post(act, said).status_code == 302
    assert town.organization.title in enter("staff").get(
        reverse("organizations:pairing", args=[agreement.pk])
    ).content.decode()  # fmt: skip
    agreement.refresh_from_db()
    assert agreement.organization not in queries.thirds(agreement)
    pairings.add_lines(agreement, kind="project", texts="手机课堂", actor=town.staff)
    (told,) = lines(town, "staff", "organizations.pairings")
    assert town.organization.name in told
    drop = reverse("organizations:pairing_act", args=[agreement.pk, "no-third"])
    assert enter("staff").post(drop, {"idempotency_key": "third-0002"}).status_code == 302
    assert enter("staff").get(drop).status_code == 404
