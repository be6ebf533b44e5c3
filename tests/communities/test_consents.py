"""Consent of those who have no account, asked at the desk; and what stands or falls with it."""

import threading

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from accounts.actions import consents as deed
from accounts.actions.consents import record_consent
from accounts.models import ConsentEvent, ConsentKind, PrivacyNotice
from communities import personal_data, relations
from communities.actions import care, consents, erasure
from communities.models import CareLabel
from core import scope
from core.exceptions import DomainError
from core.tasks import deliver_outbox
from tests.races import meet_inside, together
from tests.town import years_ago


def notice():
    return PrivacyNotice.objects.current()


def ask(town, who="elder", **values):
    given = {
        "kind": "health",
        "given": True,
        "how": "home",
        "asked_by": town.worker,
        "witness": "邻居王建国",
        "notice_version": notice().version,
        "actor": town.staff,
        **values,
    }
    return consents.record_at_desk(town.people[who], **given)


def label(town, who="elder", **values):
    given = {
        "group": "elder",
        "condition": "partly_dependent",
        "basis": "consent",
        "evidence": "入户看到",
        "valid_from": years_ago(0),
        "actor": town.staff,
        **values,
    }
    return care.add_label(town.people[who], **given)


def next_notice():
    first = notice()
    return PrivacyNotice.objects.create(
        version=first.version + 1, title="二", title_en="2", body="…", body_en="…",
        effective_on=first.effective_on,
    )  # fmt: skip


def test_it_says_which_notice_how_by_whom_and_before_whom(town):
    event = ask(town)
    assert (event.notice, event.how, event.asked_by) == (notice(), "home", town.worker)
    assert (event.on_behalf_by, event.witness.open()) == (town.staff, "邻居王建国")
    assert (event.user, event.scope) == (None, town.community.pk)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"witness": " "}, "witness"),
        ({"how": "paper", "witness": ""}, "evidence"),
        ({"kind": "child"}, "kind"),
        ({"kind": "service"}, "kind"),
    ],
)
def test_what_is_missing_is_said_at_its_field(town, values, field):
    with pytest.raises(DomainError) as refusal:
        ask(town, **values)
    assert refusal.value.field == field


def test_a_signed_paper_needs_no_witness(town):
    assert ask(town, how="paper", witness="", evidence="档案柜 3 号夹")


def test_the_database_knows_the_rule_of_the_witness(town):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentEvent(
            subject=town.people["elder"].subject, kind="health", given=True, notice=notice(),
            how="phone", on_behalf_by=town.staff, evidence="电话",
        ).save(force_insert=True)  # fmt: skip


def test_the_notice_that_was_read_out_is_the_one_in_force(town):
    before = notice().version
    next_notice()
    with pytest.raises(DomainError) as refusal:
        ask(town, notice_version=before)
    assert refusal.value.code == "notice_changed"


def test_a_yes_under_an_earlier_notice_can_be_renewed(town):
    assert ask(town)
    with pytest.raises(DomainError) as refusal:
        ask(town)
    assert refusal.value.code == "already"
    next_notice()
    assert ask(town).notice == notice()


def test_a_no_to_what_was_never_asked_is_kept_too(town):
    assert not ask(town, given=False, witness="").given


def test_for_a_child_the_guardian_in_the_record_speaks(town):
    mother, child = town.people["resident"], town.people["child"]
    for guardian in (None, town.people["elder"]):
        with pytest.raises(DomainError) as refusal:
            ask(town, "child", kind="child", guardian=guardian)
        assert refusal.value.field == "guardian"
    event = ask(town, "child", kind="child", guardian=mother)
    assert (event.subject, event.guardian) == (child.subject, mother.subject)


# --- labels ---


def test_a_label_on_consent_needs_one_of_its_own_kind(town):
    ask(town, kind="hardship")
    with pytest.raises(DomainError) as refusal:
        label(town)
    assert (refusal.value.code, refusal.value.field) == ("no_consent", "basis")
    ask(town, kind="health")
    assert label(town).basis == "consent"


def test_what_the_law_tells_us_to_record_asks_for_no_consent(town):
    with pytest.raises(DomainError) as refusal:
        label(town, condition="very_old")
    assert refusal.value.field == "basis"
    assert label(town, condition="very_old", basis="duty")


def test_a_childs_label_stands_on_the_guardians_yes(town):
    values = {"group": "disabled", "condition": "limb"}
    with pytest.raises(DomainError):
        label(town, "child", **values)
    ask(town, "child", kind="child", guardian=town.people["resident"])
    assert label(town, "child", **values)


def test_taking_back_ends_what_stood_on_it_and_nothing_else(town):
    ask(town, kind="health")
    ask(town, kind="disability")
    gone = label(town)
    other = label(town, group="disabled", condition="limb")
    by_law = label(town, group="disabled", condition="sight", basis="duty")
    ask(town, kind="health", given=False)
    deliver_outbox()
    reasons = [CareLabel.objects.get(pk=row.pk).end_reason for row in (gone, other, by_law)]
    assert reasons == ["withdrawn", "", ""]


def test_it_ends_whoever_takes_it_back_on_his_own_phone_too(town):
    person = town.people["resident"]
    for given in (True, False):
        record_consent(person.subject, ConsentKind.HEALTH, given=given, user=town.resident)
        if given:
            row = label(town, "resident")
    deliver_outbox()
    row.refresh_from_db()
    assert row.end_reason == "withdrawn"


def test_a_yes_said_again_before_the_news_arrives_keeps_the_label(town):
    ask(town)
    row = label(town)
    ask(town, given=False)
    ask(town)
    deliver_outbox()
    row.refresh_from_db()
    assert row.ended_at is None


def test_erasing_what_he_consented_to_takes_such_labels_off(town):
    ask(town)
    row, by_law = label(town), label(town, condition="dependent", basis="duty")
    erasure.erase_resident(town.people["elder"].subject)
    row.refresh_from_db()
    by_law.refresh_from_db()
    assert (row.end_reason, by_law.end_reason) == ("withdrawn", "")


def test_the_notice_the_register_and_the_label_tell_one_story(db):
    declared = personal_data.PERSONAL_FIELDS["communities.CareLabel"]["condition"]
    text = notice().body
    for word in ("法定职责", "残疾人证", "民政名单", "独居", "留守"):
        assert word in str(declared.basis)
        assert word in text
    assert "法定职责" in str(CareLabel.Basis.DUTY.label)
    assert "同意" in str(CareLabel.Basis.CONSENT.label)
    assert "只有您逐项同意才登记" in text


# --- the page ---


def post(client, town, who="elder", **values):
    data = {
        "notice_version": notice().version,
        "was_told": "on",
        "kind": "health",
        "given": "yes",
        "how": "face",
        "asked_by": town.staff.pk,
        "witness": "王建国",
        **values,
    }
    url = reverse("communities:resident_act", args=[town.people[who].pk, "consent"])
    return client.post(url, data)


def test_the_desk_records_it_and_the_persons_page_tells_it(client, town):
    town.enter(client, "staff")
    url = reverse("communities:resident", args=[town.people["elder"].pk])
    assert client.get(
        reverse("communities:resident_act", args=[town.people["elder"].pk, "consent"])
    )
    assert post(client, town).status_code == 302
    page = client.get(url).content.decode()
    for words in ("健康状况", "当面念给他听", "询问人 吴静", "见证人 王建国", "告知书第"):
        assert words in page
    assert post(client, town, given="no", witness="").status_code == 302
    assert "不同意" in client.get(url).content.decode()


def test_nothing_is_recorded_before_the_notice_was_read_out(client, town):
    town.enter(client, "staff")
    page = post(client, town, was_told="")
    assert page.status_code == 422
    assert "先把告知书念给他听" in page.content.decode()
    assert not ConsentEvent.objects.filter(subject=town.people["elder"].subject).exists()


def test_a_childs_form_asks_for_the_guardian(client, town):
    town.enter(client, "staff")
    assert post(client, town, "child", kind="child").status_code == 422
    mother = town.people["resident"].pk
    assert post(client, town, "child", kind="child", guardian=mother).status_code == 302


@pytest.mark.parametrize("who", ["worker", "resident", "sibling_staff", "street_official"])
def test_who_may_not_know_about_illness_neither_asks_nor_reads(client, town, who):
    ask(town)
    town.enter(client, who)
    assert post(client, town).status_code == 404
    page = client.get(reverse("communities:resident", args=[town.people["elder"].pk]))
    assert "见证人" not in page.content.decode()


def test_the_register_names_relations_in_the_readers_language(monkeypatch):
    monkeypatch.setitem(relations.WORDS, "儿子", "son")
    assert relations.in_words("儿子") == "son"
    assert relations.in_words("表姑") == "表姑"  # what nobody translated stays as written


# --- two at once ---

LOCK_OFF = pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_a_label_added_while_the_consent_is_taken_back(town, monkeypatch, locked):
    """The one that adds holds the person: taking labels off waits, and then sees it."""
    ask(town)
    person, checked, swept = town.people["elder"], threading.Event(), threading.Event()
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    check = care._check_basis

    def looked_up(*args):
        check(*args)
        checked.set()
        swept.wait(1.5 if locked else 20)  # only behind a lock would they wait for each other

    monkeypatch.setattr(care, "_check_basis", looked_up)

    def take_back():
        checked.wait(10)
        with scope.entered(scope.EVERYTHING):
            record_consent(
                person.subject, ConsentKind.HEALTH, given=False, user=None,
                on_behalf_by=town.staff, evidence="当面",
            )  # fmt: skip
        with scope.entered(scope.EVERYTHING):
            care.end_without_consent(person, kind="health", actor=town.staff)
        swept.set()

    def add():
        with scope.entered(scope.EVERYTHING):
            return label(town)

    together(add, take_back, communities=None)
    left = CareLabel.objects.filter(resident=person, basis="consent", ended_at__isnull=True)
    assert left.exists() is not locked


@LOCK_OFF
@pytest.mark.django_db(transaction=True)
def test_one_yes_said_at_two_desks_is_written_once(town, monkeypatch, locked):

    if not locked:
        monkeypatch.setattr(deed, "one_at_a_time", lambda _key: None)
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, deed.audit, "record")
    together(*[lambda: ask(town)] * 2)
    assert meeting.happened is not locked
    rows = ConsentEvent.objects.filter(subject=town.people["elder"].subject, kind="health")
    assert rows.count() == (1 if locked else 2)
