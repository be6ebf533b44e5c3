"""What an item asks of whoever comes; how much one may have in hand; who helps beside the lead."""

import io
import uuid
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core import scope
from core.exceptions import DomainError
from requests import limits, personal_data
from requests.actions import attaching, claiming, dispatch, offering, work
from requests.actions.dispatch import Who
from requests.eligibility import hindrances, suitable
from requests.models import (
    MenuCategory,
    MenuItem,
    Offer,
    Party,
    RequestEvent,
    ServiceRequest,
)
from requests.models.parties import Lane, Role
from requests.queries import tasks as queries
from requests.queries.contact import contact_is_open
from requests.ranking import rank
from requests.workflow import Kind
from tests.races import meet_inside, together
from tests.requests.test_offers import can, named, why_not
from tests.requests.test_tasks import fresh, pooled, volunteer
from tests.town import enter, years_ago
from volunteers.actions import standing
from volunteers.models import Skill, Volunteer

__all__ = ["enter"]


@pytest.fixture(autouse=True)
def _only_who_the_test_names(town):
    away = Volunteer.objects.filter(user__in=[town.volunteer, town.team_leader])
    away.update(status="withdrawn")


def item(code: str = "it", **needs) -> MenuItem:
    skill = needs.pop("skill", None)
    category, _made = MenuCategory.objects.get_or_create(code="c", defaults={"name": "类"})
    return MenuItem.objects.create(
        code=code,
        name="上门的事",
        category=category,
        skill=Skill.objects.get(code=skill) if skill else None,
        **needs,
    )


def refused(desk, row, person, name: str = "neighbour") -> None:
    """By the table, in the list, and among those one could ask: the same answer three times."""
    by = desk.viewer(name)
    assert row.public_id not in [call.public_id for call in queries.board(by).pool]
    with pytest.raises(DomainError):
        claiming.claim(row, by=by)
    assert person not in [one.volunteer for one in rank(row).candidates]


def taken(desk, row, person, name: str = "neighbour") -> None:
    by = desk.viewer(name)
    assert row.public_id in [call.public_id for call in queries.board(by).pool]
    assert person in [one.volunteer for one in rank(row).candidates]
    assert claiming.claim(row, by=by).parties.standing().leads().get().user_id == by.user_id


# --- one rule, said twice: of one in words, of many in the database ------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"status": "suspended"},
        {"born_on": years_ago(16)},  # without a guardian's word
        {"born_on": years_ago(19)},
        {"insured_until": date(2099, 1, 1)},
        {"skill": "plumbing"},
        {"skill": "electrician"},  # whose paper nobody has seen
        {"community": "sibling", "grid": None},
    ],
    ids=str,
)
def test_the_rule_over_many_says_what_the_words_say_of_one(desk, facts):
    town, facts = desk.town, dict(facts)
    code = facts.pop("skill", "")
    if "community" in facts:
        facts["community"] = getattr(town, facts["community"])
    person = volunteer(town, town.neighbour, **facts)
    if code:
        can(person, code)
    person = Volunteer.objects.prefetch_related("skills__skill", "guardian_consents").get(
        pk=person.pk
    )
    asks = {
        "none": {}, "plumber": {"skill": "plumbing"}, "electrician": {"skill": "electrician"},
        "insured": {"needs_insurance": True}, "old": {"least_age": 20}, "risky": {"is_risky": True},
        "paid": {"price": MenuItem.Price.LOW_FEE},
    }  # fmt: skip
    rows = [desk.submit(item=item(name, **needs)) for name, needs in asks.items()]
    rows += [desk.submit(), desk.submit(kind=Kind.COMPLAINT)]
    rows = list(ServiceRequest.objects.filter(pk__in=[row.pk for row in rows]))
    by_words = {row.pk for row in rows if not hindrances(person, row)}
    by_rule = set(ServiceRequest.objects.filter(suitable(person)).values_list("pk", flat=True))
    assert by_rule == by_words
    assert len(by_words) < len(rows)


# --- what the item asks -------------------------------------------------------------------------


def test_who_cannot_do_it_does_not_take_it(desk):
    person, row = volunteer(desk.town, desk.town.neighbour), None
    row = pooled(desk, item=item(skill="plumbing"))
    assert why_not(row, person) == ("这件事要会修水管",)
    refused(desk, row, person)
    can(person, "plumbing")
    taken(desk, row, person)


@pytest.mark.parametrize("paper", ["nobody saw it", "it ran out", "seen and good"])
def test_a_licence_counts_when_it_was_seen_and_still_runs(desk, paper):
    person = volunteer(desk.town, desk.town.neighbour)
    row = pooled(desk, item=item(skill="electrician"))
    seen = {"checked_at": timezone.now(), "checked_by": desk.town.staff}
    yesterday = timezone.localdate() - timedelta(days=1)
    facts = {
        "nobody saw it": {},
        "it ran out": seen | {"valid_until": yesterday},
        "seen and good": seen,
    }
    can(person, "electrician", **facts[paper])
    (taken if paper == "seen and good" else refused)(desk, row, person)


def test_what_carries_a_risk_asks_for_an_insurance_that_still_runs(desk):
    person = volunteer(desk.town, desk.town.neighbour)
    row, today = pooled(desk, item=item(needs_insurance=True)), timezone.localdate()
    Volunteer.objects.filter(pk=person.pk).update(insured_until=today - timedelta(days=1))
    refused(desk, row, person)
    standing.insure(person, insured_until=today, policy="统保 2026-07", actor=desk.town.staff)
    taken(desk, row, person)


def test_an_item_has_a_least_age(desk):
    today = timezone.localdate()
    born = date(today.year - 20, 1, 1)
    person = volunteer(desk.town, desk.town.neighbour, born_on=born)
    row = pooled(desk, item=item(least_age=21))
    refused(desk, row, person)
    MenuItem.objects.update(least_age=20)
    taken(desk, fresh(row), person)


def test_an_insurance_that_ended_is_not_written_down(desk):
    person = volunteer(desk.town, desk.town.neighbour)
    gone = timezone.localdate() - timedelta(days=1)
    with pytest.raises(DomainError):
        standing.insure(person, insured_until=gone, policy="x", actor=desk.town.staff)


def test_the_shipped_menu_asks_where_it_matters():
    with_skill = MenuItem.objects.filter(skill__isnull=False)
    assert with_skill.filter(code="haircut-home", skill__code="haircut").exists()
    assert MenuItem.objects.filter(code="escort-hospital", needs_insurance=True).exists()


# --- how much at once ---------------------------------------------------------------------------


def test_who_has_his_hands_full_takes_nothing_more_and_is_not_asked(desk):
    person = volunteer(desk.town, desk.town.neighbour)
    by = desk.viewer("neighbour")
    done = claiming.claim(pooled(desk), by=by)
    work.complete(done, result="换好了", by=by)  # waits to be rated, and is in nobody's hand
    for _n in range(limits.Limits().volunteer):
        claiming.claim(pooled(desk), by=by)
    row = pooled(desk)
    with pytest.raises(DomainError) as full:
        claiming.claim(row, by=by)
    assert full.value.code == "full"
    assert "到上限了" in why_not(row, person)[0]
    with pytest.raises(DomainError):
        offering.offer(row, volunteers=[person.pk], by=desk.viewer("secretary"))


def _one_person_taps_two(desk, monkeypatch):
    monkeypatch.setattr(claiming, "beyond", lambda count, _most: limits.beyond(count, 1))
    with scope.entered(scope.EVERYTHING):
        volunteer(desk.town, desk.town.neighbour)
        by, rows = desk.viewer("neighbour"), [pooled(desk), pooled(desk)]
    return together(*[lambda row=row: claiming.claim(row, by=by) for row in rows])


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_do_not_go_beyond_it(desk, monkeypatch):
    outcomes = _one_person_taps_two(desk, monkeypatch)
    assert sum(one.error is None for one in outcomes) == 1
    assert next(one.error for one in outcomes if one.error).code == "full"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_himself_he_would(desk, monkeypatch):
    """The control."""
    free = Volunteer.objects.all()
    monkeypatch.setattr(claiming.Volunteer.objects, "select_for_update", lambda **_how: free)
    meeting = meet_inside(monkeypatch, claiming, "in_hand", after=True, wait=10)
    outcomes = _one_person_taps_two(desk, monkeypatch)
    assert meeting.happened
    assert [one.error for one in outcomes] == [None, None]


# --- beside the lead ----------------------------------------------------------------------------


@pytest.fixture
def helped(desk):
    row = desk.in_progress()
    who = Who(Lane.SELFHELP, user=desk.town.neighbour)
    return dispatch.add_helper(row, who, by=desk.viewer("secretary"))


def test_a_helper_has_buttons_of_his_own_and_not_those_of_the_lead(desk, helped, enter):
    client = enter("neighbour")
    page = client.get(reverse("requests:task", args=[helped.public_id])).content.decode()
    for slug, there in [
        ("contact", True), ("note", True), ("message", True), ("step_back", True),
        ("complete", False), ("hand_back", False), ("suspend", False),
    ]:  # fmt: skip
        path = reverse("requests:task_act", args=[helped.public_id, slug])
        assert (path in page) is there, slug
        assert (client.get(path).status_code == 200) is there, slug
    said = {"how": "phone", "note": "说好三点到"}
    path = reverse("requests:task_act", args=[helped.public_id, "contact"])
    assert client.post(path, said).status_code == 302
    assert RequestEvent.objects.get(service_request=helped, step="contact").duty == "helper"


def test_a_helper_who_cannot_come_steps_back_and_reads_nothing_more(desk, helped, enter):
    by = desk.viewer("neighbour")
    assert contact_is_open(by, helped)
    client = enter("neighbour")
    path = reverse("requests:task_act", args=[helped.public_id, "step_back"])
    assert client.post(path, {"reason": "崴了脚"}).url == reverse("requests:tasks")
    assert not contact_is_open(by, fresh(helped))
    gone = Party.objects.get(service_request=helped, role=Role.HELPER)
    assert (gone.user_id, gone.why_ended) == (by.user_id, "step_back")
    assert helped.parties.standing().leads().get().user_id == desk.town.worker.pk


def test_the_desk_thanks_a_helper(desk, helped, enter):
    party = Party.objects.standing().get(service_request=helped, role=Role.HELPER)
    path = reverse("requests:case_act", args=[helped.pk, "end_helper"])
    assert enter("secretary").post(path, {"party": party.pk}).status_code == 302
    assert not Party.objects.standing().filter(role=Role.HELPER).exists()


# --- what is kept about who was asked -------------------------------------------------------------


def asked_once(desk) -> Volunteer:
    person = named(desk, 1, "热心人")
    offering.offer(pooled(desk), volunteers=[person.pk], by=desk.viewer("secretary"))
    return person


def test_a_volunteer_reads_what_he_was_asked_and_why(desk):
    person = asked_once(desk)
    told = personal_data.export_person(person.user.subject)["offers"]
    assert len(told) == 1
    assert "同一个网格" in told[0]["why_you"]


def test_an_answered_offer_goes_after_a_year_and_at_his_wish(desk):
    person, today = asked_once(desk), timezone.localdate()
    assert personal_data.expire(today + timedelta(days=400))["offers"] == 0  # still waits
    Offer.objects.update(answer="declined", answered_at=timezone.now())
    assert personal_data.expire(today + timedelta(days=300))["offers"] == 0
    assert personal_data.expire(today + timedelta(days=367))["offers"] == 1
    Offer.objects.all().delete()
    asked_once_more = personal_data.erase_person(person.user.subject)
    assert asked_once_more["offers"] == 0


# --- photos at work -------------------------------------------------------------------------------


def picture(colour: str = "black") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(data, "PNG")
    return SimpleUploadedFile("灯.png", data.getvalue(), content_type="image/png")


def test_the_network_cut_twice_leaves_one_claim_one_line_and_one_photo(desk, enter):
    """The answer never arrives, the phone sends it again: the same key, the same deed."""
    volunteer(desk.town, desk.town.neighbour)
    client, row = enter("neighbour"), pooled(desk)
    key = {"idempotency_key": str(uuid.UUID(int=1))}
    answers = {
        client.post(reverse("requests:claim", args=[row.public_id]), key).headers["Location"]
        for _try in range(3)
    }
    assert answers == {reverse("requests:task", args=[row.public_id])}
    assert RequestEvent.objects.filter(service_request=row, step="claim").count() == 1
    path = reverse("requests:task_act", args=[row.public_id, "photo"])
    for _try in range(3):
        said = {"idempotency_key": str(uuid.UUID(int=2)), "moment": "before", "photos": picture()}
        assert client.post(path, said).status_code == 302
    assert RequestEvent.objects.filter(service_request=row, step="photo").count() == 1
    photo = row.attachments.get()
    assert photo.moment == "before"
    page = reverse("requests:task_photo", args=[row.public_id, photo.pk])
    assert client.get(page).status_code == 200
    assert enter("stranger").get(page).status_code == 404


def test_who_lost_the_answer_and_taps_on_a_fresh_page_finds_that_it_is_his(desk, enter):
    """Another key, the same deed: not that somebody else was faster."""
    volunteer(desk.town, desk.town.neighbour)
    client, row = enter("neighbour"), pooled(desk)
    claim, task = (reverse(f"requests:{name}", args=[row.public_id]) for name in ("claim", "task"))
    for key in (uuid.UUID(int=1), uuid.UUID(int=2)):
        assert client.post(claim, {"idempotency_key": str(key)}).headers["Location"] == task
    assert RequestEvent.objects.filter(service_request=row, step="claim").count() == 1
    volunteer(desk.town, desk.town.stranger)
    late = enter("stranger").post(claim)
    assert late.headers["Location"] == reverse("requests:tasks"), "of another it is still taken"


def test_a_photo_says_before_or_after(desk):
    row, by = desk.in_progress(), desk.viewer("worker")
    for photos, moment in (([], "after"), ([picture()], "asked")):
        with pytest.raises(DomainError):
            attaching.show_work(row, photos=photos, moment=moment, by=by)
    assert not row.attachments.exists()


def test_who_does_the_work_sees_the_photos_and_of_which_moment_each_is(desk, enter):
    row, by = desk.in_progress(), desk.viewer("worker")
    attaching.add_photos(row, [picture("red")], by=desk.viewer("resident"))
    attaching.show_work(row, photos=[picture("blue")], moment="after", by=by)
    asked, after = row.attachments.order_by("pk")
    page = enter("secretary").get(reverse("requests:case", args=[row.pk])).content.decode()
    for one in (asked, after):
        assert reverse("requests:case_photo", args=[row.pk, one.pk]) in page
    assert page.count("<figcaption>") == page.count("<figcaption>办之后") == 1
    own = enter("resident").get(reverse("requests:mine_one", args=[row.public_id]))
    work_photos, said = own.content.decode().split("您当时说的")
    assert reverse("requests:mine_photo", args=[row.public_id, asked.pk]) in said
    assert reverse("requests:mine_photo", args=[row.public_id, after.pk]) in work_photos


def test_a_volunteer_asks_for_time_and_pauses_only_for_a_listed_reason(desk, enter):
    volunteer(desk.town, desk.town.neighbour)
    row = claiming.claim(pooled(desk), by=desk.viewer("neighbour"))
    client = enter("neighbour")
    path = reverse("requests:task_act", args=[row.public_id, "suspend"])
    day = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert client.post(path, {"reason": "tired", "until": day}).status_code == 422
    assert client.post(path, {"reason": "waiting_for_parts", "until": day}).status_code == 302
