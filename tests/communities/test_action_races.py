"""What two people could do to one thing at once: merging, undoing, bringing in a list, answering.

Each with the action's own lock, and the control without it.
"""

import pytest
from django.db import IntegrityError, models

from accounts.actions import enrolment, subject_requests
from accounts.models import DataSubjectRequest, EnrolmentCode, RoleGrant
from accounts.roles import STREET_OFFICIAL
from communities.actions import merging
from communities.importing import jobs
from communities.models import ImportJob, MergeRecord, Resident
from core.exceptions import DomainError
from tests.communities.sheets import one
from tests.races import meet_inside, together
from tests.town import years_ago

pytestmark = pytest.mark.django_db(transaction=True)
LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@pytest.fixture
def unlock(monkeypatch, locked):
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)


def refusals(outcomes):
    return [outcome.error for outcome in outcomes if outcome.error is not None]


def namesakes(town, count=3):
    return [
        town.person("重名人", town.household(town.grid), born_on=years_ago(50))
        for _turn in range(count)
    ]


@LOCK_OFF
def test_one_record_is_merged_into_two_at_once(town, monkeypatch, locked, unlock):
    first, second, twin = namesakes(town)
    meeting = meet_inside(monkeypatch, merging, "_check_mergeable", after=True)
    outcomes = together(
        *[
            lambda kept=kept: merging.merge_residents(kept, twin, reason="同一人", actor=town.staff)
            for kept in (first, second)
        ]
    )
    assert meeting.happened is not locked
    assert len(refusals(outcomes)) == 1
    # With the lock the second hears a sentence; without it only the constraint is left.
    assert isinstance(refusals(outcomes)[0], DomainError if locked else IntegrityError)
    assert MergeRecord.objects.filter(absorbed=twin, undone_at__isnull=True).count() == 1


@LOCK_OFF
def test_one_merge_is_taken_back_twice_at_once(town, monkeypatch, locked, unlock):
    kept, twin, _other = namesakes(town)
    record = merging.merge_residents(kept, twin, reason="同一人", actor=town.staff)
    meeting = meet_inside(monkeypatch, merging, "_take_back")
    outcomes = together(*[lambda: merging.unmerge(record, actor=town.staff)] * 2)
    assert meeting.happened is not locked
    assert len(refusals(outcomes)) == (1 if locked else 0)


@LOCK_OFF
def test_one_list_is_brought_in_twice_at_once(town, monkeypatch, locked, unlock):
    viewer, home = town.viewer("staff"), town.households["resident"]
    data = one(["户号", "姓名", "关系", "手机"], [home.number, "张大宝", "儿子", "13912340001"])
    job = jobs.upload("residents", town.community, "名册.xlsx", data, viewer=viewer)
    assert job.may_commit
    meeting = meet_inside(monkeypatch, jobs, "_lock", after=True)
    before = Resident.objects.count()
    outcomes = together(*[lambda: jobs.confirm(job, viewer=viewer)] * 2)
    assert meeting.happened is not locked
    if locked:
        assert [error.code for error in refusals(outcomes)] == ["not_ready"]
        assert ImportJob.objects.get(pk=job.pk).status == ImportJob.Status.DONE
        assert Resident.objects.count() == before + 1


@LOCK_OFF
def test_two_guesses_at_one_enrolment_code_are_two_tries(
    town, monkeypatch, settings, locked, unlock
):
    settings.ENROLMENT_CODE_TRIES = 1
    user = town.stranger
    RoleGrant.objects.create(user=user, role=STREET_OFFICIAL, starts_on=years_ago(1))
    enrolment.found_code(user, actor=None)
    meeting = meet_inside(monkeypatch, enrolment, "_digest")
    together(*[lambda: enrolment.check_code(user, "XXXX-XXXX")] * 2)
    assert meeting.happened is not locked
    assert EnrolmentCode.objects.get(user=user).tries == (1 if locked else 2)


@LOCK_OFF
def test_a_request_is_answered_while_it_is_called_back(town, monkeypatch, locked, unlock):
    asked = subject_requests.ask(
        DataSubjectRequest.Kind.EXPORT,
        user=town.resident,
        subject=town.people["resident"].subject,
        scope=town.community.pk,
    )
    meeting = meet_inside(monkeypatch, subject_requests, "_lock", after=True)
    outcomes = together(
        lambda: subject_requests.cancel(asked, actor=town.resident),
        lambda: subject_requests.answer(asked, granted=True, text="给您", actor=town.secretary),
    )
    assert meeting.happened is not locked
    assert len(refusals(outcomes)) == (1 if locked else 0)
