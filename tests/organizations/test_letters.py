"""季度反馈: drafted when the quarter is over, sent under a name, received by the unit."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import Message
from core.spans import in_hours, next_quarter, quarter_before, quarter_of
from organizations.actions import letters
from organizations.models import CheckinPost, MemberCheckin, PostClaim, PostTurn, QuarterLetter
from organizations.panels import todo
from organizations.post_workflow import LetterStatus
from organizations.served import Served
from organizations.tasks import draft_letters
from tests.organizations.test_posts import a_member, a_post, claimed, refused, told

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def served_last_quarter(town, name="resident", times=2):
    """A member of `town.organization` who came so often, and one more who did not come."""
    post = CheckinPost.objects.first() or a_post(town, places=9)
    claim = claimed(town, name, post)
    first = quarter_before(TODAY())
    MemberCheckin.objects.filter(pk=claim.checkin_id).update(
        home_unit=town.organization, registered_at=timezone.now() - timedelta(days=300)
    )
    for day in range(times):
        turn = told(claim, town.staff, served_on=TODAY() - timedelta(days=day))
        PostTurn.objects.filter(pk=turn.pk).update(served_on=first + timedelta(days=day))
    return claim


@pytest.fixture
def letter(town) -> QuarterLetter:
    served_last_quarter(town)
    draft_letters()
    return QuarterLetter.objects.get()


def test_quarters_follow_each_other():
    assert quarter_of(date(2026, 11, 22)) == date(2026, 10, 1)
    assert next_quarter(date(2026, 10, 1)) == date(2027, 1, 1)
    assert quarter_before(date(2026, 1, 1)) == date(2025, 10, 1)
    assert QuarterLetter(quarter=date(2026, 10, 1)).last_day == date(2026, 12, 31)
    assert QuarterLetter(quarter=date(2026, 10, 1)).number == 4
    assert (in_hours(90), in_hours(120), in_hours(59)) == ("1.5", "2", "0.9")


def test_a_letter_tells_how_many_and_how_long_once(town):
    served_last_quarter(town)
    silent = a_member(town, "neighbour")
    MemberCheckin.objects.filter(pk=silent.pk).update(
        home_unit=town.organization, registered_at=timezone.now() - timedelta(days=200)
    )
    for _run in range(2):
        draft_letters()
    letter = QuarterLetter.objects.get()
    assert letter.quarter == quarter_before(TODAY())
    assert (letter.members, letter.served, letter.times, letter.minutes) == (2, 1, 2, 180)
    assert letter.status == LetterStatus.DRAFT


def test_where_nobody_served_or_it_was_not_counted_there_is_no_letter(town):
    claim = served_last_quarter(town, times=1)
    PostTurn.objects.update(status="told", decided_at=None)
    draft_letters()
    assert not QuarterLetter.objects.exists()
    PostTurn.objects.update(status="counted", decided_at=timezone.now(), served_on=TODAY())
    draft_letters()
    assert not QuarterLetter.objects.exists()
    assert claim.is_held


def test_what_other_rooms_tell_is_counted_in(town, monkeypatch):
    served_last_quarter(town, times=1)
    monkeypatch.setattr(
        "organizations.served._tellers",
        [lambda rows, first, last: [(rows[0].pk, Served(first, "送餐", 30))]],
    )
    draft_letters()
    letter = QuarterLetter.objects.get()
    assert (letter.served, letter.times, letter.minutes) == (1, 2, 120)


def test_it_is_worded_sent_under_a_name_and_received(town, letter):
    assert refused(letters.add_word, letter, word="找 13900001111", actor=town.staff) == "word"
    letters.add_word(letter, word="巡逻做得好", actor=town.staff)
    assert refused(letters.receive, letter, actor=town.org_manager) == "moved_on"
    town.staff.name = ""
    town.staff.save(update_fields=["name"])
    assert refused(letters.send, letter, actor=town.staff) == "nameless"
    sent = letters.send(letter, actor=town.secretary)
    assert sent.signed == town.secretary.name.open()
    assert Message.objects.get(code="organizations.letter_sent").to_user == town.org_manager
    for again in (letters.send, letters.receive):
        if again is letters.receive:
            assert again(sent, actor=town.org_manager).received_at is not None
        assert refused(again, sent, actor=town.secretary) == "moved_on"
    assert refused(letters.add_word, sent, word="晚了", actor=town.staff) == "moved_on"


def labels(client, letter):
    answer = client.get(reverse("organizations:letter", args=[letter.pk]))
    if answer.status_code == 404:
        return None
    return [str(act["label"]) for act in answer.context["buttons"]]


def test_the_unit_reads_it_once_it_is_sent(enter, town, letter):
    assert labels(enter("staff"), letter) == ["签发", "写几句话"]
    assert labels(enter("org_manager"), letter) is None
    assert "1 封季度反馈等签发" in [line["title"] for line in todo(town.viewer("staff"))]
    letters.send(letter, actor=town.staff)
    assert labels(enter("org_manager"), letter) == ["收到了"]
    board = enter("org_manager").get(reverse("organizations:letters"))
    assert [row.pk for row in board.context["board"].rows] == [letter.pk]
    url = reverse("organizations:letter_act", args=[letter.pk, "receive"])
    enter("org_manager").post(url, {"idempotency_key": "letter-01"})
    letter.refresh_from_db()
    assert letter.status == LetterStatus.RECEIVED
    for name in ("worker", "resident", "sibling_staff", "street_official"):
        assert labels(enter(name), letter) is None, name
        assert enter(name).get(reverse("organizations:letters")).status_code in (200, 404)


def test_no_name_of_a_member_stands_in_it(town, letter):
    text = " ".join(str(value) for value in vars(letter).values())
    assert "张桂芳" not in text
    assert PostClaim.objects.get().checkin.name.open() == "张桂芳"


def test_the_database_holds_what_a_letter_says(town, letter):
    for values in ({"served": 3}, {"status": "released"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuarterLetter.objects.update(**values)
