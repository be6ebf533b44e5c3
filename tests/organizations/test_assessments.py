"""Mutual assessment: who writes, who publishes, who answers, and who reads it when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.models import Message
from organizations.actions import assessments
from organizations.models import Assessment, Pairing
from organizations.models.assessments import APPEAL_WITHIN, ASPECTS
from organizations.partner_workflow import ASSESSMENT_STEPS, AssessmentStatus
from tests.organizations.test_pairings import of_the_manager, refused, running, school

__all__ = ["running", "school"]
pytestmark = pytest.mark.django_db
FOURS = dict.fromkeys(ASPECTS, 4)
S = AssessmentStatus


@pytest.fixture
def paired(town, running) -> Pairing:
    """The unit `org_manager` speaks for."""
    of_the_manager(town)
    running.refresh_from_db()
    return running


def write(town, direction="on_unit", **said):
    values = {"year": timezone.localdate().year, "scores": FOURS} | said
    return assessments.write(
        town.organization, town.community, direction=direction, actor=town.staff, **values
    )


@pytest.fixture
def opinion(town, paired) -> Assessment:
    """Of the community about the unit."""
    return write(town)


DO = {
    "submit": lambda row, actor: assessments.submit(row, actor=actor),
    "publish": lambda row, actor: assessments.publish(row, actor=actor),
    "appeal": lambda row, actor: assessments.appeal(row, reason="我们来过", actor=actor),
    "uphold": lambda row, actor: assessments.uphold(row, reason="查过了", actor=actor),
    "withdraw": lambda row, actor: assessments.withdraw(row, reason="没查实", actor=actor),
}
WAY_TO = {
    S.DRAFT: (),
    S.SUBMITTED: ("submit",),
    S.PUBLISHED: ("submit", "publish"),
    S.APPEALED: ("submit", "publish", "appeal"),
    S.UPHELD: ("submit", "publish", "appeal", "uphold"),
    S.WITHDRAWN: ("submit", "publish", "appeal", "withdraw"),
}


def at(town, row, state):
    for name in WAY_TO[state]:
        row = DO[name](row, town.street_official)
    return row


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", ASSESSMENT_STEPS, ids=lambda step: step.name)
def test_every_pair_of_state_and_step_does_what_the_table_says(town, opinion, state, step):
    row = at(town, opinion, state)
    if state in step.sources:
        assert DO[step.name](row, town.street_official).status == step.target
    else:
        assert refused(DO[step.name], row, town.street_official) == "moved_on"
    assert set(DO) == {each.name for each in ASSESSMENT_STEPS}


def test_only_those_who_were_paired_that_year_judge_each_other_once(town, opinion):
    assert refused(write, town) == "year"
    assert refused(write, town, year=timezone.localdate().year + 1) == "year"
    assert refused(write, town, year=2020) == "year"
    assert refused(write, town, "both") == "direction"
    assert write(town, "on_community").pk != opinion.pk
    Pairing.objects.update(signed_on=None, status="draft")
    Assessment.objects.all().delete()
    with pytest.raises(DomainError) as raised:
        write(town)
    assert raised.value.code == "not_paired"


def test_points_go_from_one_to_five_and_few_are_explained(town, paired):
    for wrong in (0, 6, None):
        assert refused(write, town, scores=FOURS | {"results": wrong}) == "results"
    low = FOURS | {"cadres": 2}
    assert refused(write, town, scores=low) == "comment"
    assert refused(write, town, scores=low, comment="找 13900001111") == "comment"
    assert write(town, scores=low, comment="一年没来过").points == 14


def test_a_draft_is_corrected_and_nothing_later(town, opinion):
    better = assessments.correct(opinion, scores=FOURS | {"results": 5}, actor=town.staff)
    assert better.points == 17
    assessments.submit(opinion, actor=town.staff)
    act = lambda: assessments.correct(opinion, scores=FOURS, actor=town.staff)  # noqa: E731
    assert refused(act) == "moved_on"


def test_an_appeal_has_a_reason_and_a_last_day(town, opinion):
    row = at(town, opinion, S.PUBLISHED)
    assert refused(assessments.appeal, row, reason=" ", actor=town.org_manager) == "reason"
    ago = timezone.localdate() - APPEAL_WITHIN
    Assessment.objects.update(published_on=ago - timedelta(days=1))
    assert refused(DO["appeal"], row, town.org_manager) == "late"
    Assessment.objects.update(published_on=ago)
    assert DO["appeal"](row, town.org_manager).status == S.APPEALED
    assert refused(assessments.uphold, row, reason="", actor=town.street_official) == "reason"


def test_the_other_side_reads_it_once_it_is_published(town, opinion):
    def seeing():
        names = {"anonymous", *town.accounts}
        return {n for n in names if Assessment.objects.visible_to(town.viewer(n)).exists()}

    ours, street = {"staff", "secretary"}, {"street_official", "district_official"}
    assert seeing() == ours
    assessments.submit(opinion, actor=town.staff)
    assert seeing() == ours | street
    assessments.publish(opinion, actor=town.street_official)
    assert seeing() == ours | street | {"org_manager"}
    Assessment.objects.update(direction="on_community", status="draft", published_on=None)
    assert seeing() == {"org_manager"}
    for places, units, seen in (([town.sibling.pk], [], 0), ([], [town.organization.pk], 1)):
        with scope.entered(places, organizations=units):
            assert Assessment.objects.count() == seen


def test_each_step_is_offered_to_whom_the_table_names(enter, town, opinion):
    def offered(name):
        page = enter(name).get(reverse("organizations:assessment", args=[opinion.pk]))
        if page.status_code == 404:
            return None
        return [str(act["label"]) for act in page.context["buttons"]]

    who = ("staff", "org_manager", "street_official")
    assert [offered(name) for name in who] == [["交给街道", "改一改"], None, None]
    DO["submit"](opinion, town.staff)
    assert [offered(name) for name in who] == [[], None, ["公布"]]
    DO["publish"](opinion, town.street_official)
    assert [offered(name) for name in who] == [[], ["提异议"], []]
    DO["appeal"](opinion, town.org_manager)
    assert [offered(name) for name in who] == [[], [], ["维持", "撤销这份评价"]]


def test_both_sides_hear_what_concerns_them(town, opinion):
    def told(kind):
        rows = Message.objects.filter(code=f"organizations.assessment_{kind}")
        return set(rows.values_list("to_user", flat=True))

    at(town, opinion, S.APPEALED)
    assert told("published") == {town.org_manager.pk}
    assert told("answered") == set()
    DO["uphold"](opinion, town.street_official)
    assert told("answered") == {town.org_manager.pk, town.staff.pk, town.secretary.pk}
    other = write(town, "on_community")
    DO["publish"](DO["submit"](other, town.org_manager), town.street_official)
    assert told("published") == {town.org_manager.pk, town.staff.pk, town.secretary.pk}


def test_a_unit_writes_about_the_community_and_the_street_finds_what_waits(enter, town, paired):
    manager = enter("org_manager")
    page = manager.get(reverse("organizations:new_assessment"))
    assert [value for value, _name in page.context["form"].fields["direction"].choices] == [
        "on_community"
    ]
    said = {
        "direction": "on_community", "organization": town.organization.pk,
        "community": town.community.pk, "year": timezone.localdate().year,
        "comment": "", "idempotency_key": "assess-0001", **FOURS,
    }  # fmt: skip
    url = manager.post(reverse("organizations:new_assessment"), said).url
    row = Assessment.objects.get()
    manager.post(
        reverse("organizations:assessment_act", args=[row.pk, "submit"]),
        {"idempotency_key": "assess-0002"},
    )
    board = enter("street_official").get(reverse("organizations:assessments"))
    assert board.context["board"].waiting == [row]
    enter("street_official").post(
        reverse("organizations:assessment_act", args=[row.pk, "publish"]),
        {"idempotency_key": "assess-0003"},
    )
    assert "16 分" in enter("staff").get(url).content.decode()
    low = said | {"results": 1, "idempotency_key": "assess-0004"}
    assert manager.post(reverse("organizations:new_assessment"), low).status_code == 422
