"""Who was there is asked once how it was; the figure is everybody's, the words the organiser's."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities import personal_data
from activities.actions import activities, enrolling, feedback, presence
from activities.models import Activity, Enrolment, Feedback
from activities.queries import feedback as queries
from core.exceptions import DomainError
from core.models import Message
from tests.activities.conftest import begin, guest, published

pytestmark = pytest.mark.django_db


def person(town, name):
    return enrolling.Person(name, user=town.accounts[name], resident=town.people[name])


@pytest.fixture
def held(town):
    """The resident and seven guests were there, the neighbour was not; nobody here leads it."""
    made = published(town)
    mine = enrolling.enrol(made, person(town, "resident"), actor=town.resident)
    enrolling.enrol(made, person(town, "neighbour"), actor=town.neighbour)
    rows = [guest(made, n) for n in range(7)]
    begin(made)
    for row in (mine, *rows):
        presence.arrive(row, actor=town.staff)
    return activities.hold(made, actor=town.staff)


def mine(held, town):
    return Enrolment.objects.get(activity=held, user=town.resident)


def answers(held, count, grade=4):
    """Of the guests; they said it to somebody of the desk on paper."""
    rows = Enrolment.objects.filter(activity=held, user__isnull=True, attendance__isnull=False)
    for row in rows.order_by("pk")[:count]:
        Feedback.objects.create(community=row.community, enrolment=row, grade=grade)


def test_who_came_is_asked_once_and_who_did_not_come_is_not(town, held):
    told = Message.objects.filter(code="activities.how_was_it")
    assert [each.to_user for each in told] == [town.resident]
    feedback.ask(held)
    assert told.count() == 1


def test_one_says_it_once(town, held):
    said = feedback.say(mine(held, town), grade=5, words="唱得真好", actor=town.resident)
    assert said.words.open() == "唱得真好"
    with pytest.raises(DomainError, match="已经说过了"):
        feedback.say(mine(held, town), grade=1, actor=town.resident)


def test_what_is_not_for_him_to_say_is_refused(town, held):
    row = mine(held, town)
    absent = Enrolment.objects.get(activity=held, user=town.neighbour)
    for wrong, actor in ((row, town.neighbour), (absent, town.neighbour)):
        with pytest.raises(DomainError, match="来过的人才能说"):
            feedback.say(wrong, grade=5, actor=actor)
    with pytest.raises(DomainError, match="请选"):
        feedback.say(row, grade=6, actor=town.resident)
    with pytest.raises(DomainError, match="最多 200 个字"):
        feedback.say(row, grade=5, words="好" * 201, actor=town.resident)
    Activity.objects.filter(pk=held.pk).update(status="published")
    with pytest.raises(DomainError, match="登记办过以后"):
        feedback.say(row, grade=5, actor=town.resident)
    long_ago = timezone.now() - timedelta(days=31)
    Activity.objects.filter(pk=held.pk).update(
        status="held", starts_at=long_ago - timedelta(hours=1), ends_at=long_ago
    )
    with pytest.raises(DomainError, match="过了三十天"):
        feedback.say(row, grade=5, actor=town.resident)


def test_a_figure_of_few_is_not_shown_and_says_so(town, held):
    answers(held, 4)
    few = queries.verdict(town.viewer("anonymous"), held)
    assert (few.answers, few.present, few.average) == (4, 8, None)
    feedback.say(mine(held, town), grade=1, actor=town.resident)
    enough = queries.verdict(town.viewer("anonymous"), held)
    assert (enough.answers, enough.present, enough.average) == (5, 8, 3.4)


@pytest.mark.parametrize("name", ["anonymous", "stranger", "resident"])
def test_everybody_reads_the_same_figure_and_nobody_the_words(enter, town, held, name):
    answers(held, 5)
    feedback.say(mine(held, town), grade=5, words="唱得真好", actor=town.resident)
    page = reverse("activities:activity", args=[held.pk])
    words = enter(name).get(page).content.decode()
    assert "到场 8 人次里，6 人次说了" in words
    assert "唱得真好" not in words


def test_who_organised_it_reads_the_words_without_names(enter, town, held):
    feedback.say(mine(held, town), grade=5, words="唱得真好", actor=town.resident)
    desk = enter("staff").get(reverse("activities:desk_activity", args=[held.pk]))
    assert "唱得真好" in desk.content.decode()
    Activity.objects.filter(pk=held.pk).update(leader=town.neighbour)
    held.refresh_from_db()
    led = queries.verdict(town.viewer("neighbour"), held)
    assert [str(each.words) for each in led.words] == ["唱得真好"]
    assert queries.verdict(town.viewer("sibling_staff"), held).words == []


def test_the_page_asks_and_thanks(enter, town, held):
    resident = enter("resident")
    page = reverse("activities:activity", args=[held.pk])
    say = reverse("activities:say", args=[mine(held, town).pk])
    assert say in resident.get(page).content.decode()
    said = {"grade": "4", "words": "灯再亮一点", "idempotency_key": "say-000001"}
    assert resident.post(say, said).url == page
    assert Feedback.objects.get().grade == 4
    assert resident.get(say).status_code == 404
    assert say not in resident.get(page).content.decode()
    assert enter("neighbour").get(say).status_code == 404


def test_the_words_go_with_the_person(town, held):
    feedback.say(mine(held, town), grade=5, words="唱得真好", actor=town.resident)
    [said] = personal_data.export_person(town.resident.subject)["activities"]
    assert (said["grade"], said["words"]) == (5, "唱得真好")
    personal_data.erase_person(town.resident.subject)
    assert Feedback.objects.get().words.open() == ""


def test_the_database_knows_five_grades(town, held):
    answers(held, 1)
    with pytest.raises(IntegrityError, match="feedback_grade_known"), transaction.atomic():
        Feedback.objects.update(grade=6)
