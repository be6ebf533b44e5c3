"""社会实践证明: of a student of a school with an agreement here, for the hours of a term."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from organizations.actions import pairings, school_groups
from organizations.models import AgreementTerm, Pairing
from tests.organizations.test_school_groups import agreed
from tests.volunteers.hour_help import entered, of
from tests.volunteers.test_certificates import applied, refused
from tests.volunteers.test_shifts import refused as about
from volunteers import certificate_pdf
from volunteers.actions import certificates, hours
from volunteers.models import Certificate, ServiceRecord
from volunteers.queries import certificates as queries

pytestmark = pytest.mark.django_db


def termed(town, pairing, *, begins=-20, lasts=90) -> AgreementTerm:
    begun = timezone.localdate() + timedelta(days=begins)
    return pairings.plan_term(
        pairing, name=f"学期{begins}", starts_on=begun, ends_on=begun + timedelta(days=lasts),
        plan="每周六教手机", actor=town.staff,
    )  # fmt: skip


@pytest.fixture
def agreement(town) -> Pairing:
    return agreed(town)


@pytest.fixture
def term(town, agreement) -> AgreementTerm:
    return termed(town, agreement)


@pytest.fixture
def record(town) -> ServiceRecord:
    return hours.approve(entered(town, of(town, "volunteer")), actor=town.secretary)


def asked_for(town, term, **said) -> Certificate:
    return certificates.apply_for_practice(
        of(town, "volunteer"), term=term, actor=town.volunteer, **said
    )


@pytest.fixture
def issued(town, term, record, settings) -> Certificate:
    settings.CERTIFICATE_PUBLIC_DAYS = 0
    return certificates.verify(asked_for(town, term), actor=town.staff)


# --- asking ---------------------------------------------------------------------------------------
def test_it_covers_the_term_up_to_today_and_is_the_committees(town, term, record):
    found = asked_for(town, term)
    assert (found.period_from, found.period_until) == (term.starts_on, timezone.localdate())
    assert (found.organization, found.school) == (None, term.pairing.organization.title)
    assert found.issuer.endswith("居民委员会")


def test_hours_of_another_time_are_no_practice_of_this_term(town, term, record):
    begun = timezone.now() - timedelta(days=40)
    ServiceRecord.objects.update(begun_at=begun, ended_at=begun + timedelta(minutes=90))
    with refused("nothing"):
        asked_for(town, term)


def test_the_school_has_an_agreement_here(town, term, record):
    Pairing.objects.filter(pk=term.pairing_id).update(status="draft", signed_on=None)
    term = AgreementTerm.objects.get()
    with about("no_agreement", "term"):
        asked_for(town, term)
    Pairing.objects.filter(pk=term.pairing_id).update(
        status="running", signed_on=timezone.localdate(), community=town.sibling
    )
    with about("no_agreement", "term"):
        asked_for(town, AgreementTerm.objects.get())


def test_the_term_has_begun(town, agreement, record):
    with about("not_begun", "term"):
        asked_for(town, termed(town, agreement, begins=1))


def test_the_branch_is_one_of_its_school(town, agreement, term, record):
    other = agreed(town, "第二学院")
    theirs = school_groups.pair(other, kind="branch", name="别的支部", actor=town.staff)
    with about(field="group"):
        asked_for(town, term, group=theirs)
    ours = school_groups.pair(agreement, kind="club", name="协会", actor=town.staff)
    assert asked_for(town, term, group=ours).group == ours


def test_one_at_a_time_with_the_other_kind(town, term, record):
    applied(town)
    with refused("one_at_a_time"):
        asked_for(town, term)


def test_the_database_too_wants_the_term(town, term, record):
    found = Certificate.objects.filter(pk=asked_for(town, term).pk)
    for said in ({"term": None}, {"kind": "service"}, {"organization": town.organization}):
        with pytest.raises(IntegrityError, match="names_the_term"), transaction.atomic():
            found.update(**said)


# --- the paper, and who holds it in his hand ------------------------------------------------------
def test_the_paper_names_school_branch_and_term(town, issued):
    said = certificate_pdf._facts(issued, queries.months(issued), "https://example.cn/x")
    assert said["title"] == "社会实践证明"
    for word in (issued.school, issued.term.name, "学生", issued.hours, issued.community.title):
        assert word in said["text"], word
    assert "平台只保存记录，不是出具单位" in said["draft"]
    assert certificate_pdf.drawn(issued, queries.months(issued), "https://example.cn/x")[:4] == (
        b"%PDF"
    )


def test_a_stranger_checks_it_and_reads_no_name(town, issued, client):
    page = client.get(reverse("volunteers:certificate_check", args=[issued.code]))
    text = page.content.decode()
    for word in ("社会实践证明", issued.school, issued.term.name, issued.number):
        assert word in text, word
    assert issued.name.open() not in text


def test_a_certificate_of_service_names_no_school(town, record, settings, client):
    settings.CERTIFICATE_PUBLIC_DAYS = 0
    found = certificates.verify(applied(town), actor=town.staff)
    assert queries.check(found.code).school == ""
    assert (
        "学校"
        not in client.get(
            reverse("volunteers:certificate_check", args=[found.code])
        ).content.decode()
    )


# --- on the pages ---------------------------------------------------------------------------------
def test_he_asks_on_his_page_and_the_desk_reads_the_school(town, term, record, enter):
    me = enter("volunteer")
    own = reverse("volunteers:certificates_mine")
    assert "申请社会实践证明" in me.get(own).content.decode()
    ask = reverse("volunteers:practice_apply")
    assert "学生证" in me.get(ask).content.decode()
    assert me.post(ask, {"idempotency_key": "practice-0001"}).status_code == 422
    me.post(ask, {"term": str(term.pk), "idempotency_key": "practice-0002"})
    found = Certificate.objects.get()
    assert found.school in me.get(own).content.decode()
    staff = enter("staff")
    desk = staff.get(reverse("volunteers:certificate", args=[found.pk])).content.decode()
    assert term.name in desk
    assert found.school in staff.get(reverse("volunteers:certificates")).content.decode()


def test_without_a_school_there_is_nothing_to_ask(town, record, enter):
    me = enter("volunteer")
    assert "社会实践" not in me.get(reverse("volunteers:certificates_mine")).content.decode()
    assert me.get(reverse("volunteers:practice_apply")).status_code == 302
