"""Each certificate that was seen, with its days; the one before stays to be read."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from organizations.actions import social_workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import SocialWorker, WorkerCertificate
from organizations.personal_data import erase_person, export_person
from organizations.queries import social_workers as queries
from tests.days import day
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_pairings import refused
from tests.organizations.test_visibility import managing, seeing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
YEAR = timedelta(days=365)


@pytest.fixture
def worker(town) -> SocialWorker:
    row = SocialWorker.objects.get(user=town.social_worker)
    WorkerCertificate.objects.all().delete()
    return row


def certify(town, worker, level="assistant", number="2024-A-1", **said):
    values = {
        "issued_on": TODAY() - YEAR, "registered_on": TODAY() - timedelta(days=300),
        "valid_until": TODAY() + 2 * YEAR,
    }  # fmt: skip
    return social_workers.certify_social_worker(
        worker, level=level, certificate_number=number, actor=town.staff, **values | said
    )


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("issued_on", {"issued_on": day(1)}),
        ("registered_on", {"registered_on": day(1)}),
        ("registered_on", {"registered_on": day(-2 * YEAR.days)}),
        ("valid_until", {"valid_until": day(-300)}),
        ("level", {"level": "none", "number": "", "valid_until": None, "registered_on": None}),
        ("level", {"level": "none", "number": "", "valid_until": None, "issued_on": None}),
    ],
)
def test_its_days_follow_each_other(town, worker, field, said):
    assert refused(certify, town, worker, **said) == field


def test_the_one_before_stays_to_be_read_and_the_same_is_no_new_one(town, worker):
    certify(town, worker)
    certify(town, worker)
    assert WorkerCertificate.objects.count() == 1
    certify(town, worker, "intermediate", "2026-B-7", registered_on=TODAY())
    rows = list(worker.certificates.all())
    assert [(row.level, row.number.open()) for row in rows] == [
        ("intermediate", "2026-B-7"), ("assistant", "2024-A-1"),
    ]  # fmt: skip
    fresh = SocialWorker.objects.get(pk=worker.pk)
    assert (fresh.issued_on, fresh.registered_on) == (TODAY() - YEAR, TODAY())
    renewed = {"valid_until": TODAY() + 3 * YEAR, "registered_on": TODAY()}
    certify(town, worker, "intermediate", "2026-B-7", **renewed)
    assert worker.certificates.count() == 3
    gone = {"issued_on": None, "registered_on": None, "valid_until": None}
    fresh = certify(town, worker, "none", "", **gone)
    assert (fresh.issued_on, worker.certificates.count()) == (None, 3)


def test_who_is_new_comes_with_his_paper(town):
    facts = WorkerFacts(
        "佘社工", level="assistant", certificate_number="2025-X-1", issued_on=TODAY() - YEAR
    )
    made = social_workers.register_social_worker(town.community, facts, actor=town.secretary)
    assert made.certificates.get().seen_by == town.secretary
    none = social_workers.register_social_worker(
        town.community, WorkerFacts("迟社工"), actor=town.secretary
    )
    assert not none.certificates.exists()


def test_who_keeps_the_record_and_himself_read_them(enter, town, worker):
    certify(town, worker)
    row = worker.certificates.get()
    rows = WorkerCertificate.objects.all()
    keepers = managing(town, SocialWorker.objects.all(), worker.pk)
    assert managing(town, rows, row.pk) == keepers >= {"staff", "org_manager"}
    assert seeing(town, rows, row.pk) == keepers | {"social_worker"}
    page = reverse("organizations:social_worker", args=[worker.pk])
    for name in ("staff", "social_worker"):
        text = enter(name).get(page).content.decode()
        assert "2024-A-1" in text, name
        assert f"{TODAY() - YEAR} 发证" in text, name
    assert "2024-A-1" not in enter("dispatcher").get(page).content.decode()
    with scope.entered([town.far_community.pk]):
        assert not WorkerCertificate.objects.exists()
    act = reverse("organizations:social_worker_act", args=[worker.pk, "certify"])
    form = enter("staff").get(act).context["form"]
    assert form["issued_on"].value() == TODAY() - YEAR
    said = {
        "level": "intermediate", "certificate_number": "2026-B-7", "issued_on": TODAY(),
        "registered_on": TODAY(), "valid_until": TODAY() + YEAR, "idempotency_key": "paper-01",
    }  # fmt: skip
    assert enter("staff").post(act, said).status_code == 302
    assert worker.certificates.first().issued_on == TODAY()


def test_the_days_go_home_and_to_himself_and_go_with_him(town, worker):
    certify(town, worker)
    found = {row[0]: row for row in lines(town, "staff", "organizations.social_workers")}
    assert str(TODAY() - YEAR) in found["华清"]
    (told,) = export_person(town.social_worker.subject)["social_work"][0]["certificates"]
    assert (told["number"], told["issued"]) == ("2024-A-1", (TODAY() - YEAR).isoformat())
    erase_person(town.social_worker.subject)
    assert not WorkerCertificate.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"level": "none"},
        {"issued_on": day()},
        {"valid_until": day(-300)},
    ],
)
def test_the_database_holds_the_days(town, worker, values):
    certify(town, worker)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkerCertificate.objects.update(**values)


def test_the_share_among_social_workers_is_said_with_its_base(enter, town, worker):
    before = queries.certified_social_workers(town.viewer("staff"))
    certify(town, worker)
    after = queries.certified_social_workers(town.viewer("staff"))
    assert (after.certified, after.everybody) == (
        before.certified + (worker.level == "none"), before.everybody,
    )  # fmt: skip
    SocialWorker.objects.filter(pk=worker.pk).update(valid_until=TODAY() - timedelta(days=1))
    assert queries.certified_social_workers(town.viewer("staff")).certified == after.certified - 1
    page = enter("staff").get(reverse("organizations:social_workers")).content.decode()
    assert f"在岗社工 {after.everybody} 人，持证的 {after.certified - 1} 人" in page
