"""The yearly review of a social organisation: by whom, of which year, with which word."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.idempotency import new_key
from core.models import AuditEvent, Message
from organizations import panels
from organizations.actions import managers, organizations, reviews
from organizations.models import Organization, OrganizationReview
from organizations.models.reviews import due_on, year_due
from tests.organizations.conftest import facts

pytestmark = pytest.mark.django_db
YEAR = year_due()


@pytest.fixture
def old(town):
    """It stood throughout last year."""
    return organizations.register(
        town.community, facts(founded_on=date(YEAR - 1, 5, 1)), actor=town.staff
    )


def review(organization, town, **said):
    values = {"year": YEAR, "verdict": "passed", "members": 30, "activities": 12}
    return reviews.review(organization, **{**values, **said}, actor=town.staff)


def unreviewed(year=YEAR):
    return set(Organization.objects.unreviewed(year))


def test_who_stood_all_year_is_to_be_reviewed_until_somebody_does(town, old):
    fresh = organizations.register(
        town.community, facts("新社", founded_on=timezone.localdate()), actor=town.staff
    )
    assert old in unreviewed()
    assert fresh not in unreviewed(), "it was not there yet"
    made = review(old, town)
    assert (made.get_verdict_display(), made.members, made.reviewed_by) == ("合格", 30, town.staff)
    assert old not in unreviewed()
    event = AuditEvent.objects.get(verb="organizations.organization_reviewed")
    assert event.details["year"] == YEAR
    assert old in unreviewed(YEAR - 1)
    organizations.close(old, reason="散了", actor=town.staff)
    assert old not in unreviewed(YEAR - 1)


def test_said_again_the_later_word_holds(town, old):
    by = timezone.localdate() + timedelta(days=30)
    review(old, town, verdict="mend", note="账目没有公开", mend_by=by)
    review(old, town, verdict="passed", mend_by=by)
    row = OrganizationReview.objects.get()
    assert (row.verdict, row.mend_by) == ("passed", None)
    assert AuditEvent.objects.filter(verb="organizations.organization_reviewed").count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"year": YEAR - 5}, "year"),
        ({"year": YEAR + 1}, "year"),
        ({"year": YEAR - 2}, "year"),
        ({"verdict": "splendid"}, "verdict"),
        ({"verdict": "failed"}, "note"),
        ({"verdict": "mend", "note": "缺账"}, "mend_by"),
        ({"verdict": "mend", "note": "缺账", "mend_by": date(2020, 1, 1)}, "mend_by"),
    ],
)
def test_what_cannot_be_said(town, old, said, field):
    with pytest.raises(DomainError) as refused:
        review(old, town, **said)
    assert refused.value.field == field


def test_only_social_organisations_that_are_in_the_register(town):
    school = organizations.register(
        town.community, facts("小学", kind="school", registration="none"), actor=town.staff
    )
    proposed = organizations.propose(town.community, facts("读书会"), actor=town.worker)
    for organization in (school, proposed):
        with pytest.raises(DomainError):
            review(organization, town)


def test_the_desk_is_told_and_reviews_on_a_page(town, old, enter):
    def line():
        return [one for one in panels.todo(town.viewer("staff")) if "年检" in one["title"]]

    waiting = len(unreviewed() & set(Organization.objects.kept_by(town.viewer("staff"))))
    assert waiting
    assert (line()[0]["title"], line()[0]["due"]) == (
        f"{waiting} 个社会组织还没做 {YEAR} 年的年检", due_on(),
    )  # fmt: skip
    client = enter("staff")
    assert old.name in client.get(line()[0]["url"]).content.decode()
    url = reverse("organizations:organization_act", args=[old.pk, "review"])
    assert "哪一年" in client.get(url).content.decode()
    said = {"year": YEAR, "verdict": "passed", "members": 30, "activities": 0, "key": new_key()}
    assert client.post(url, said).status_code == 302
    assert old not in unreviewed()
    page = client.get(reverse("organizations:organization", args=[old.pk])).content.decode()
    assert "成员 30 人" in page
    public = client.get(reverse("organizations:public", args=[old.pk])).content.decode()
    assert f"{YEAR} 年" in public


def test_its_own_manager_does_not_review_it(town, enter):
    url = reverse("organizations:organization_act", args=[town.organization.pk, "review"])
    assert enter("org_manager").get(url).status_code == 404


def test_its_managers_hear_that_it_is_due_once_and_what_came_of_it(town, old):
    managers.appoint_manager(old, user=town.stranger, actor=town.secretary)

    def told(code):
        return Message.objects.filter(code=code, to_user=town.stranger).count()

    reviews.remind_of_reviews(date(YEAR + 1, 2, 1))
    reviews.remind_of_reviews(date(YEAR + 1, 4, 1))
    assert not told("organizations.review_due"), "only in the month before the day"
    for day in (date(YEAR + 1, 3, 2), date(YEAR + 1, 3, 30)):
        reviews.remind_of_reviews(day)
    assert told("organizations.review_due") == 1
    review(old, town)
    assert told("organizations.reviewed") == 1
    review(old, town, verdict="failed", note="账目不清")
    assert told("organizations.reviewed") == 2, "the later word is another one"


def test_what_was_reviewed_is_not_reminded_of(town, old):
    managers.appoint_manager(old, user=town.stranger, actor=town.secretary)
    review(old, town)
    reviews.remind_of_reviews(date(YEAR + 1, 3, 15))
    assert not Message.objects.filter(code="organizations.review_due", to_user=town.stranger)


def test_the_database_holds_it(town, old):
    row = review(old, town)
    for broken in ({"verdict": "mend"}, {"verdict": "failed", "note": ""}, {"verdict": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganizationReview.objects.filter(pk=row.pk).update(**broken)
