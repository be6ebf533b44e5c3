"""A stationed cadre is judged by both sides once a year, reads it once it is published, answers."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import Message
from organizations import personal_data
from organizations.actions import (
    assessments,
    secondment_days,
    secondment_reports,
    secondments,
)
from organizations.models import Assessment, Organization, Secondment
from organizations.queries import assessments as queries
from organizations.queries import secondments as secondment_queries
from organizations.tasks import draft_letters
from tests.organizations.test_assessments import FOURS
from tests.organizations.test_pairings import a_school, refused
from tests.organizations.test_secondment_reports import since_spring
from tests.organizations.test_secondments import his, of_the_manager, proposed, running, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
HERE, HOME = "cadre_here", "cadre_home"


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


@pytest.fixture
def cadre(town, school) -> Secondment:
    """The resident, sent by the unit `org_manager` speaks for."""
    row = his(town, running(town, school))
    of_the_manager(town)
    row.refresh_from_db()
    return row


def rate(town, row, direction=HERE, *, by="staff", **said):
    values = {"year": TODAY().year, "scores": FOURS} | said
    return assessments.rate_cadre(row, direction=direction, actor=town.accounts[by], **values)


def published(town, row, direction=HERE, **said):
    made = assessments.submit(rate(town, row, direction, **said), actor=town.staff)
    return assessments.publish(made, actor=town.street_official)


# --- who writes it, of which year -----------------------------------------------------------------
def test_each_side_judges_him_once_of_a_year_in_which_he_was_there(town, cadre):
    assert refused(rate, town, cadre, "on_unit") == "direction"
    assert refused(rate, town, cadre, by="resident") == "own"
    assert refused(rate, town, cadre, year=TODAY().year + 1) == "year"
    assert refused(rate, town, cadre, year=2020) == "year"
    assert refused(rate, town, cadre, scores=FOURS | {"cadres": 2}) == "comment"
    first = rate(town, cadre)
    assert refused(rate, town, cadre) == "year"
    assert rate(town, cadre, HOME).pk != first.pk
    with pytest.raises(DomainError) as raised:
        assessments.write(
            cadre.organization, town.community, direction=HERE, year=TODAY().year,
            scores=FOURS, actor=town.staff,
        )  # fmt: skip
    assert raised.value.field == "direction"


def test_nobody_judges_one_who_has_not_come(town, school):
    assert proposed(town, school).years_served() == range(0)
    later = running(town, school, phone="13900007779", starts_on=TODAY() + timedelta(days=9))
    assert refused(rate, town, later) == "year"
    secondments.stop(later, reason="不来了", actor=town.staff)
    later.refresh_from_db()
    assert refused(rate, town, later) == "year"
    long = running(
        town, school, phone="13900007780", starts_on=TODAY() - timedelta(days=800),
        ends_on=TODAY() + timedelta(days=90),
    )  # fmt: skip
    first = (TODAY() - timedelta(days=800)).year
    assert list(long.years_served()) == list(range(first, TODAY().year + 1))


def test_his_four_marks_have_words_of_their_own(town, cadre):
    row = rate(town, cadre)
    assert [name for name, _points in row.scores] == [
        "到岗履责",
        "联系群众",
        "办成实事",
        "作风纪律",
    ]
    secondment_days.confirm_day(told(town, cadre), actor=town.secretary)
    told(town, cadre, ago=2)
    there = secondment_queries.own_page(cadre).days
    this = sum(day.on_day.year == row.year and day.status == "counted" for day in there)
    assert queries.days_there(row) == this


# --- who reads it, who answers --------------------------------------------------------------------
def seeing(town, row):
    names = {"anonymous", *town.accounts}
    rows = Assessment.objects.filter(pk=row.pk)
    return {name for name in names if rows.visible_to(town.viewer(name)).exists()}


def test_his_unit_writes_for_itself_until_the_street_publishes(town, cadre):
    theirs = rate(town, cadre, HOME, by="org_manager")
    ours = rate(town, cadre)
    assert (seeing(town, theirs), seeing(town, ours)) == ({"org_manager"}, {"staff", "secretary"})
    viewer = town.viewer("resident")
    assert queries.told_of(viewer, cadre) == []
    for row in (theirs, ours):
        assessments.publish(
            assessments.submit(row, actor=town.staff), actor=town.street_official
        )  # fmt: skip
    assert seeing(town, ours) >= {"staff", "org_manager", "street_official"}
    assert {row.pk for row in queries.told_of(viewer, cadre)} == {theirs.pk, ours.pk}
    assert queries.told_of(town.viewer("neighbour"), cadre) == []
    heard = Message.objects.filter(code="organizations.assessment_published")
    assert heard.filter(to_user=town.resident).count() == 2


def test_he_answers_for_himself_and_without_an_account_the_other_side_does(enter, town, cadre):
    row = published(town, cadre)
    act = reverse("organizations:own_assessment_act", args=[row.pk, "appeal"])
    page = reverse("organizations:my_secondment", args=[cadre.pk])
    desk = reverse("organizations:assessment_act", args=[row.pk, "appeal"])
    assert enter("org_manager").get(desk).status_code == 404
    assert enter("neighbour").get(act).status_code == 404
    mine = enter("resident")
    assert "16 分" in mine.get(page).content.decode()
    said = {"reason": "那两周单位抽我去防汛", "idempotency_key": "cadre-01"}
    assert mine.post(act, said).url == page
    row.refresh_from_db()
    assert row.status == "appealed"
    assert mine.get(act).status_code == 404
    assessments.withdraw(row, reason="属实", actor=town.street_official)
    answered = Message.objects.filter(code="organizations.assessment_answered")
    assert {m.to_user.pk for m in answered} == {
        town.resident.pk, town.staff.pk, town.secretary.pk, town.org_manager.pk,
    }  # fmt: skip
    other = published(town, cadre, HOME)
    Secondment.objects.update(user=None)
    answers = reverse("organizations:assessment_act", args=[other.pk, "appeal"])
    assert enter("staff").get(answers).status_code == 200
    assert enter("org_manager").get(answers).status_code == 404


def test_both_sides_write_on_his_page(enter, town, cadre):
    act = reverse("organizations:secondment_act", args=[cadre.pk, "rate"])
    said = {
        "year": TODAY().year, "comment": "", "idempotency_key": "cadre-11",
        **dict.fromkeys(FOURS, "4"),
    }  # fmt: skip
    for name in ("street_official", "resident", "sibling_staff"):
        assert enter(name).get(act).status_code == 404, name
    form = enter("staff").get(act).context["form"]
    assert str(form.fields["cadres"].label) == "作风纪律"
    assert enter("staff").post(act, said).status_code == 302
    low = said | {"idempotency_key": "cadre-12", "results": "1"}
    assert enter("org_manager").post(act, low).status_code == 422
    assert enter("org_manager").post(act, said | {"idempotency_key": "cadre-13"}).status_code == 302
    assert {row.direction for row in Assessment.objects.all()} == {HERE, HOME}
    shown = enter("staff").get(reverse("organizations:secondment", args=[cadre.pk]))
    assert [row.direction for row in shown.context["assessments"]] == [HERE]
    row = Assessment.objects.get(direction=HERE)
    one = enter("staff").get(reverse("organizations:assessment", args=[row.pk])).content.decode()
    assert "钱向阳" in one
    assert "那一年到岗" in one
    board = enter("staff").get(reverse("organizations:assessments"))
    assert board.context["board"].waiting == [row]
    correct = reverse("organizations:assessment_act", args=[row.pk, "correct"])
    assert "作风纪律" in enter("staff").get(correct).content.decode()


# --- kept -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("values", [{"direction": "on_unit"}, {"secondment": None}])
def test_the_database_holds_whom_it_is_about(town, cadre, values):
    row = rate(town, cadre)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.filter(pk=row.pk).update(**values)


def test_he_takes_home_what_was_published_of_him(town, cadre):
    rate(town, cadre, HOME)
    published(town, cadre, comment="居民常问起他")
    (line,) = personal_data.export_person(town.resident.subject)["secondments"]
    (told,) = line["assessments"]
    assert (told["by"], told["comment"]) == ("社区评驻点干部", "居民常问起他")


def test_a_new_plan_does_not_change_what_was_due_before(town, school):
    """What a letter has said counts with what was agreed since."""
    row = since_spring(town, school)
    before = secondment_queries.own_page(row).due
    draft_letters()
    secondment_reports.send(row.reports.get(), actor=town.secretary)
    assert secondment_queries.own_page(row).due == before
    row = secondments.replan(row, post="办税", weekdays=[2, 4], dates=[], actor=town.staff)
    assert secondment_queries.own_page(row).due == before
