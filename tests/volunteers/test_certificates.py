"""A certificate: whose hours, who certifies, days on the wall, the number, the paper, the end."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import Message, OutboxMessage
from tests.volunteers.hour_help import entered, of
from volunteers import certificate_pdf, subscribers
from volunteers.actions import certificates, erasure, hours
from volunteers.actions.certificates import VOID, Wanted
from volunteers.models import Certificate, ServiceRecord, VolunteerTeam
from volunteers.queries import certificates as queries
from volunteers.tasks import issue_certificates

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(town) -> ServiceRecord:
    return hours.approve(entered(town, of(town, "volunteer")), actor=town.secretary)


def wanted(days: int = 30, **changes) -> Wanted:
    today = timezone.localdate()
    return Wanted(**{"period_from": today - timedelta(days), "period_until": today} | changes)


def applied(town, **changes) -> Certificate:
    return certificates.apply(of(town, "volunteer"), wanted(**changes), actor=town.volunteer)


@pytest.fixture
def asked(town, record) -> Certificate:
    return applied(town)


@pytest.fixture
def public(town, asked) -> Certificate:
    return certificates.verify(asked, actor=town.staff)


@pytest.fixture
def issued(town, asked, settings) -> Certificate:
    settings.CERTIFICATE_PUBLIC_DAYS = 0
    return certificates.verify(asked, actor=town.staff)


def refused(code: str):
    return pytest.raises(DomainError, check=lambda error: error.code == code)


def about(field: str):
    return pytest.raises(DomainError, check=lambda error: error.field == field)


def of_the_organisation(town) -> ServiceRecord:
    VolunteerTeam.objects.update(founder_kind="organization", organization=town.organization)
    begun = timezone.now() - timedelta(days=2)
    team = VolunteerTeam.objects.get()
    fresh = entered(town, of(town, "volunteer"), team=team, minutes=60, begun_at=begun)
    return hours.approve(fresh, actor=town.secretary)


# --- asking --------------------------------------------------------------------------------------
def test_without_hours_there_is_nothing_to_certify(town):
    with refused("nothing"):
        applied(town)


def test_what_only_waits_is_not_certified(town):
    entered(town, of(town, "volunteer"))
    with refused("nothing"):
        applied(town)


def test_one_at_a_time(town, asked):
    with refused("one_at_a_time"):
        applied(town)


def test_the_period_is_one(town, record):
    today = timezone.localdate()
    with about("period_until"):
        applied(town, period_until=today + timedelta(days=1))
    with about("period_until"):
        applied(town, period_until=today - timedelta(days=60))


def test_who_recorded_certifies_and_nobody_elses_hours(town, record, settings):
    settings.CERTIFICATE_PUBLIC_DAYS = 0
    of_the_organisation(town)
    theirs = applied(town, organization=town.organization)
    assert certificates.verify(theirs, actor=town.org_manager).minutes == 60
    ours = certificates.verify(applied(town), actor=town.staff)
    committee = town.community.title + "居民委员会"
    assert (ours.minutes, ours.issuer) == (90, committee)
    assert [theirs.issuer for theirs in Certificate.objects.order_by("pk")] == [
        town.organization.title,
        committee,
    ]


# --- verified, on the wall, numbered -------------------------------------------------------------
def test_verified_it_is_on_the_wall_for_seven_days_and_has_no_number(town, public):
    assert (public.status, public.minutes, public.number) == ("public", 90, "")
    assert public.public_until == timezone.localdate() + timedelta(days=6)
    assert certificates.issue_due() == 0
    with refused("still_public"):
        certificates.issue(public)


def test_after_its_days_the_clock_gives_it_a_number(town, public):
    yesterday = timezone.localdate() - timedelta(days=1)
    Certificate.objects.update(public_until=yesterday)
    issue_certificates()
    public.refresh_from_db()
    year = timezone.localdate().year
    assert (public.status, public.number) == ("issued", f"{town.community.code}-{year}-0001")
    assert certificates.issue_due() == 0


def test_without_days_on_the_wall_it_is_numbered_at_once(issued):
    assert (issued.status, issued.seq) == ("issued", 1)


def test_numbers_follow_each_other_without_a_gap(town, issued):
    certificates.revoke(issued, reason="重了", actor=town.staff)
    again = certificates.verify(applied(town), actor=town.staff)
    assert again.seq == 2


@pytest.mark.parametrize("name", ["volunteer", "staff"])
def test_nobody_verifies_what_he_asked_for_or_what_is_his(town, record, name):
    mine = of(town, "volunteer")
    certificate = certificates.apply(mine, wanted(), actor=town.staff)
    with refused("himself"):
        certificates.verify(certificate, actor=town.accounts[name])
    with refused("himself"):
        certificates.refuse(certificate, reason="不", actor=town.accounts[name])


def test_what_became_void_meanwhile_is_not_certified(town, asked, record):
    hours.make_void(record, reason="记错了", actor=town.staff)
    with refused("nothing"):
        certificates.verify(asked, actor=town.staff)


def test_each_step_once(town, public):
    with refused("moved_on"):
        certificates.verify(public, actor=town.staff)
    with refused("moved_on"):
        certificates.revoke(public, reason="不", actor=town.staff)
    certificates.refuse(public, reason="有人提了异议，核实不是他", actor=town.staff)
    with refused("moved_on"):
        certificates.issue(public)


def test_over_only_with_a_reason(town, asked):
    with about("reason"):
        certificates.refuse(asked, reason=" ", actor=town.staff)


# --- what it says is true ------------------------------------------------------------------------
def test_a_record_made_void_ends_the_certificate_it_stands_in(town, issued, record):
    hours.make_void(record, reason="记错了", actor=town.staff)
    issued.refresh_from_db()
    assert (issued.status, issued.reason) == ("revoked", VOID)


def test_on_the_wall_it_is_refused_instead(town, public, record):
    hours.make_void(record, reason="记错了", actor=town.staff)
    public.refresh_from_db()
    assert (public.status, public.number) == ("refused", "")


def test_which_certificates_fall_is_named_before_the_press_and_after(client, town, issued, record):
    named = f"跟着作废的证明：{issued.number}"
    question = hours.ask(record, words="少记了", minutes=120, actor=town.volunteer)
    client.force_login(town.secretary)
    correct = reverse("volunteers:question_act", args=[question.pk, "correct"])
    assert named in client.get(correct).content.decode()
    url = reverse("volunteers:record_act", args=[record.pk, "void"])
    assert named in client.get(url).content.decode()
    shown = client.post(url, {"reason": "记错了"}, follow=True).content.decode()
    assert f"已作废，记录还看得到。{named}" in shown


def test_one_on_the_wall_falls_without_a_number(client, town, public, record):
    client.force_login(town.secretary)
    url = reverse("volunteers:record_act", args=[record.pk, "void"])
    assert "跟着作废的证明：公示中、还没有编号的一份" in client.get(url).content.decode()
    certificates.refuse(public, reason="有人提了异议", actor=town.secretary)
    assert "跟着作废" not in client.get(url).content.decode()


def test_he_hears_of_it(town, issued):
    told = OutboxMessage.objects.get(topic="volunteers.certificate_issued")
    subscribers.tell_certificate_issued(told.payload)
    subscribers.tell_certificate_revoked(told.payload)  # no longer so: nothing is said
    assert [row.code for row in Message.objects.all()] == ["volunteers.certificate_issued"]


def test_who_is_forgotten_is_named_in_no_certificate(issued):
    erasure.erase(issued.volunteer)
    issued.refresh_from_db()
    assert issued.name.open() == ""


# --- the paper -----------------------------------------------------------------------------------
def test_the_paper_has_its_fonts_in_it(issued):
    made = certificate_pdf.drawn(issued, queries.months(issued), "https://example.org/x")
    assert made.startswith(b"%PDF-")
    assert b"NotoSansSC" in made
    assert b"FontFile" in made


def test_no_word_of_it_is_markup(issued):
    Certificate.objects.update(name='#panic("x") *华* $x$')
    issued.refresh_from_db()
    made = certificate_pdf.drawn(issued, queries.months(issued), "https://example.org/x")
    assert made.startswith(b"%PDF-")


def test_he_downloads_it_when_it_is_issued(client, town, issued):
    town.enter(client, "volunteer")
    url = reverse("volunteers:my_certificate", args=[issued.pk])
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert issued.number in response["Content-Disposition"]
    certificates.revoke(issued, reason="重了", actor=town.staff)
    assert client.get(url).status_code == 404


# --- pages ---------------------------------------------------------------------------------------
def test_a_stranger_with_the_paper_reads_number_period_hours_and_status(client, town, issued):
    url = reverse("volunteers:certificate_check", args=[issued.code])
    page = client.get(url).content.decode()
    assert all(word in page for word in (issued.number, "1.5 小时", "已出证", "这份证明有效"))
    assert "华帮" not in page
    assert issued.volunteer_number not in page
    assert town.organization.title not in page
    certificates.revoke(issued, reason="重了", actor=town.staff)
    page = client.get(url).content.decode()
    assert "这份证明已撤销" in page
    assert "重了" not in page


def test_what_has_no_number_cannot_be_checked(client, public):
    for code in (public.code, uuid4()):
        answer = client.get(reverse("volunteers:certificate_check", args=[code]))
        assert answer.status_code == 404
        assert "查不到这份证明" in answer.content.decode()


def test_on_the_wall_stand_surname_and_number(client, town, public):
    page = client.get(reverse("volunteers:certificates_wall")).content.decode()
    assert "华*" in page
    assert public.volunteer_number in page
    assert "华帮" not in page
    Certificate.objects.update(public_until=timezone.localdate() - timedelta(days=1))
    page = client.get(reverse("volunteers:certificates_wall")).content.decode()
    assert public.volunteer_number not in page


def test_he_asks_and_the_desk_verifies(client, town, record):
    town.enter(client, "volunteer")
    url = reverse("volunteers:certificate_apply")
    today = timezone.localdate()
    said = {"recorder": "0", "period_from": today - timedelta(30), "period_until": today}
    assert client.post(url, said).status_code == 302
    assert "等记录单位核对" in client.get(reverse("volunteers:certificates_mine")).content.decode()
    asked = Certificate.objects.get()
    town.enter(client, "staff")
    assert "华帮" in client.get(reverse("volunteers:certificates")).content.decode()
    verify = reverse("volunteers:certificate_act", args=[asked.pk, "verify"])
    assert client.post(verify).status_code == 302
    asked.refresh_from_db()
    assert asked.status == "public"


def test_an_organisation_verifies_its_own_and_sees_no_other(client, town, record):
    of_the_organisation(town)
    theirs = applied(town, organization=town.organization)
    certificates.refuse(theirs, reason="试试", actor=town.staff)
    theirs = applied(town, organization=town.organization)
    town.enter(client, "org_manager")
    assert "华帮" in client.get(reverse("volunteers:certificates")).content.decode()
    page = client.get(reverse("volunteers:certificate", args=[theirs.pk])).content.decode()
    assert "1" in page
    verify = reverse("volunteers:certificate_act", args=[theirs.pk, "verify"])
    assert client.post(verify).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.status, theirs.minutes) == ("public", 60)


def test_the_committees_own_is_not_the_organisations(client, town, asked):
    town.enter(client, "org_manager")
    for url in (
        reverse("volunteers:certificate", args=[asked.pk]),
        reverse("volunteers:certificate_act", args=[asked.pk, "verify"]),
    ):
        assert client.get(url).status_code == 404
    town.enter(client, "neighbour")
    assert client.get(reverse("volunteers:certificates")).status_code in {302, 404}


def test_the_desk_does_not_certify_for_an_organisation(client, town):
    of_the_organisation(town)
    theirs = applied(town, organization=town.organization)
    town.enter(client, "staff")
    assert client.get(reverse("volunteers:certificate", args=[theirs.pk])).status_code == 200
    verify = reverse("volunteers:certificate_act", args=[theirs.pk, "verify"])
    assert client.get(verify).status_code == 404


# --- for who has no telephone --------------------------------------------------------------------
def test_the_desk_applies_for_who_has_no_telephone_and_somebody_else_verifies(town, record, client):
    one = of(town, "volunteer")
    act = reverse("volunteers:volunteer_act", args=[one.pk, "certificate"])
    town.enter(client, "staff")
    assert client.get(act).status_code == 404  # he has a telephone
    type(one).objects.filter(pk=one.pk).update(user=None, entered_by=town.staff)
    today = timezone.localdate()
    said = {
        "recorder": "0",
        "period_from": (today - timedelta(days=30)).isoformat(),
        "period_until": today.isoformat(),
    }
    assert client.post(act, said).status_code == 302
    asked = Certificate.objects.get()
    assert (asked.volunteer, asked.applied_by, asked.status) == (one, town.staff, "applied")
    with refused("himself"):
        certificates.verify(asked, actor=town.staff)
    assert certificates.verify(asked, actor=town.secretary).status == "public"


def test_without_hours_there_is_no_such_act(town, client):
    one = of(town, "volunteer")
    type(one).objects.filter(pk=one.pk).update(user=None, entered_by=town.staff)
    town.enter(client, "staff")
    act = reverse("volunteers:volunteer_act", args=[one.pk, "certificate"])
    assert client.get(act).status_code == 404
