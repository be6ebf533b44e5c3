"""Hours of continuing education, examinations with their reward, posts and pay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent, Message
from organizations.actions import pay, schooling, social_workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import EducationHours, ExamReward, SocialWorker, WorkerPay
from organizations.panels import todo
from organizations.queries import schooling as queries
from organizations.schooling_workflow import ExamStatus, HoursStatus, first_day, year_of_results
from organizations.tasks import remind_of_certificates
from tests.organizations.test_posts import refused
from tests.organizations.test_visibility import managing, seeing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def worker(town) -> SocialWorker:
    """Stationed by `town.organization`, with a certificate that runs out in forty days."""
    found = SocialWorker.objects.get(user=town.social_worker)
    return social_workers.certify_social_worker(
        found, level="intermediate", certificate_number="Z-1",
        valid_until=TODAY() + timedelta(days=40), actor=town.staff,
    )  # fmt: skip


@pytest.fixture
def own_worker(town) -> SocialWorker:
    """The community's own."""
    return social_workers.register_social_worker(
        town.community, WorkerFacts("佘社工"), actor=town.secretary, station="社工室"
    )


def told(worker, actor, **said):
    values = {"held_on": TODAY(), "hours": 8, "what": "个案工作坊", "evidence": "结业证 118"}
    return schooling.tell_hours(worker, actor=actor, **values | said)


# --- hours ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("held_on", {"held_on": date(2100, 1, 1)}),
        ("hours", {"hours": 0}),
        ("hours", {"hours": 91}),
        ("what", {"what": " "}),
        ("evidence", {"evidence": " "}),
        ("evidence", {"evidence": "找 13900001111"}),
    ],
)
def test_hours_are_of_a_day_past_with_a_paper(town, worker, field, said):
    assert refused(told, worker, town.staff, **said) == field


def test_what_he_tells_himself_somebody_else_looks_at(town, worker):
    row = told(worker, town.social_worker)
    assert row.status == HoursStatus.TOLD
    assert refused(told, worker, town.social_worker) == "what"
    assert refused(schooling.count_hours, row, actor=town.social_worker) == "own"
    assert queries.standing_of(worker).counted == 0
    assert "一份继续教育学时等您核对" in [one["title"] for one in todo(town.viewer("org_manager"))]
    schooling.count_hours(row, actor=town.org_manager)
    assert refused(schooling.count_hours, row, actor=town.staff) == "moved_on"
    standing = queries.standing_of(worker)
    assert (standing.counted, standing.required, standing.short) == (8, 90, 82)


def test_what_was_not_counted_says_why_and_may_be_told_again(town, worker):
    row = told(worker, town.social_worker)
    assert refused(schooling.refuse_hours, row, reason=" ", actor=town.staff) == "reason"
    schooling.refuse_hours(row, reason="没有盖章", actor=town.staff)
    assert told(worker, town.org_manager).status == HoursStatus.COUNTED
    left = social_workers.leave(worker, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert refused(told, left, town.staff, what="又一项") == "moved_on"


def test_only_hours_of_the_period_count(town, worker, settings):
    settings.EDUCATION_YEARS, settings.EDUCATION_HOURS = 3, {"intermediate": 10}
    first = first_day(worker.valid_until)
    told(worker, town.staff, held_on=first)
    told(worker, town.staff, held_on=first - timedelta(days=1))
    standing = queries.standing_of(worker)
    assert (standing.first, standing.counted, standing.short) == (first, 8, 2)
    assert first_day(date(2028, 2, 29)) == date(2025, 3, 1)
    SocialWorker.objects.update(level="none", valid_until=None)
    assert queries.standing_of(SocialWorker.objects.get(pk=worker.pk)) is None


def test_what_is_missing_is_said_with_the_reminder_once(town, worker):
    for _run in range(2):
        remind_of_certificates()
    message = Message.objects.get(code="organizations.education_short")
    assert message.to_user == town.social_worker
    told(worker, town.staff, hours=90)
    Message.objects.all().delete()
    SocialWorker.objects.update(valid_until=TODAY() + timedelta(days=20))
    remind_of_certificates()
    assert not Message.objects.filter(code="organizations.education_short").exists()


# --- examinations ---------------------------------------------------------------------------------
def entered(worker, actor, **said):
    return schooling.enter_exam(
        worker, **{"year": TODAY().year, "level": "senior"} | said, actor=actor
    )


def rule(town, area, amount, **said):
    values = {"level": "senior", "document": "双街发〔2026〕3号", "starts_on": date(2026, 1, 1)}
    return ExamReward.objects.create(area=area, amount=amount, **values | said)


def test_an_examination_is_of_these_years_and_entered_once(town, worker):
    assert refused(entered, worker, town.staff, year=2001) == "year"
    assert refused(entered, worker, town.staff, level="none") == "level"
    assert entered(worker, town.social_worker).status == ExamStatus.ENTERED
    assert refused(entered, worker, town.staff) == "level"


@pytest.mark.parametrize(
    ("held", "sits"),
    [
        ("none", {"assistant", "intermediate"}),
        ("assistant", {"assistant", "intermediate"}),
        ("intermediate", {"assistant", "intermediate", "senior"}),
    ],
)
def test_only_the_senior_examination_asks_for_a_certificate_before(enter, town, worker, held, sits):
    until = worker.valid_until if held != "none" else None
    SocialWorker.objects.filter(pk=worker.pk).update(level=held, valid_until=until)
    form = enter("staff").get(
        reverse("organizations:social_worker_act", args=[worker.pk, "exam"])
    ).context["form"]  # fmt: skip
    assert {code for code, _label in form.fields["level"].choices} == sits
    for level in ("assistant", "intermediate", "senior"):
        if level in sits:
            assert entered(worker, town.staff, level=level).level == level
        else:
            assert refused(entered, worker, town.staff, level=level) == "level"


def test_what_was_passed_is_not_sat_for_again(town, worker):
    last_year = TODAY().year - 1
    schooling.note_failed(entered(worker, town.staff, year=last_year), actor=town.staff)
    schooling.note_passed(entered(worker, town.staff), actor=town.staff)
    assert refused(entered, worker, town.staff, year=TODAY().year + 1) == "level"


def test_the_result_waits_for_one_the_reward_for_another_and_he_is_told(
    enter, town, worker, monkeypatch
):
    monkeypatch.setattr(queries, "year_of_results", lambda day: day.year)
    rule(town, town.street, 1500)
    titles = lambda name: [  # noqa: E731
        one["title"] for one in todo(town.viewer(name)) if "社工考" in one["title"]
    ]

    def board(name):
        return enter(name).get(reverse("organizations:social_workers")).context["exams"]

    entered(worker, town.staff, year=TODAY().year + 1, level="assistant")
    assert not titles("staff"), "no result of next year is out"
    entry = entered(worker, town.social_worker)
    assert titles("staff") == ["一位社工考了高级社会工作师，等您登记成绩"]
    assert not titles("social_worker")
    entry = schooling.note_passed(entry, actor=town.staff)
    assert not titles("staff"), "he saw the result"
    assert titles("secretary") == ["一位社工考过了高级社会工作师，奖励等您发"]
    assert entry in board("staff")
    schooling.pay_reward(entry, voucher="2026-31", paid_on=TODAY(), actor=town.secretary)
    assert not titles("secretary")
    assert entry not in board("staff")
    told_him = Message.objects.filter(to_user=town.social_worker, code__contains=".exam_")
    assert {one.code.rsplit("_")[-1] for one in told_him} == {"passed", "rewarded"}
    for one in told_him:
        assert enter("social_worker").get(one.link).status_code == 200


def test_the_results_of_a_year_are_out_in_its_autumn():
    assert (year_of_results(date(2026, 8, 31)), year_of_results(date(2026, 9, 1))) == (2025, 2026)


def test_who_enters_reads_what_passing_brings_here(enter, town, worker):
    rule(town, town.district, 1000)
    rule(town, town.street, 1500)
    rule(town, town.far_street, 8000)
    act = reverse("organizations:social_worker_act", args=[worker.pk, "exam"])
    said = enter("social_worker").get(act).content.decode()
    assert "高级社会工作师 1500 元（双街发〔2026〕3号）" in said
    assert "8000" not in said
    url = reverse("organizations:social_worker", args=[worker.pk])
    assert "还没有报考过" in enter("social_worker").get(url).content.decode()


def test_who_passes_has_the_reward_of_the_nearest_rule_in_force(town, worker):
    rule(town, town.district, 1000)
    rule(town, town.street, 1500)
    rule(town, town.street, 9000, starts_on=TODAY() + timedelta(days=5))
    rule(town, town.far_street, 8000)
    rule(town, town.community, 7000, level="assistant")
    entry = entered(worker, town.social_worker)
    assert refused(schooling.note_passed, entry, actor=town.social_worker) == "own"
    passed = schooling.note_passed(entry, actor=town.staff)
    assert (passed.reward, passed.document) == (1500, "双街发〔2026〕3号")
    assert refused(schooling.note_failed, passed, actor=town.staff) == "moved_on"


def test_who_saw_the_result_does_not_pay(town, worker):
    rule(town, town.street, 1500)
    passed = schooling.note_passed(entered(worker, town.staff), actor=town.staff)
    give = lambda actor, **said: schooling.pay_reward(  # noqa: E731
        passed, **{"voucher": "2026-31", "paid_on": TODAY()} | said, actor=actor
    )
    assert refused(give, town.staff) == "own"
    assert refused(give, town.secretary, voucher=" ") == "voucher"
    assert refused(give, town.secretary, paid_on=TODAY() + timedelta(days=1)) == "paid_on"
    assert give(town.secretary).status == ExamStatus.PAID


def test_without_a_rule_there_is_nothing_to_pay(town, worker):
    passed = schooling.note_passed(entered(worker, town.staff), actor=town.staff)
    assert passed.reward == 0
    values = {"voucher": "1", "paid_on": TODAY(), "actor": town.secretary}
    assert refused(schooling.pay_reward, passed, **values) == "no_reward"
    failed = schooling.note_failed(entered(worker, town.staff, level="assistant"), actor=town.staff)
    assert failed.status == ExamStatus.FAILED


# --- posts and pay --------------------------------------------------------------------------------
def set_pay(worker, actor, **said):
    values = {"post": "站长", "amount": Decimal("1200"), "starts_on": TODAY()}
    return pay.set_pay(worker, actor=actor, **values | said)


def test_a_new_post_ends_the_one_before(town, worker):
    first = set_pay(worker, town.org_manager, starts_on=TODAY() - timedelta(days=30))
    assert refused(set_pay, worker, town.org_manager, starts_on=first.starts_on) == "starts_on"
    assert refused(set_pay, worker, town.social_worker) == "own"
    assert refused(set_pay, worker, town.org_manager, amount=Decimal(-1)) == "amount"
    assert refused(set_pay, worker, town.org_manager, post=" ") == "post"
    set_pay(worker, town.org_manager, post="督导助理")
    first.refresh_from_db()
    assert first.last_day == TODAY() - timedelta(days=1)
    social_workers.leave(worker, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert WorkerPay.objects.filter(period__upper_inf=True).count() == 0
    left = SocialWorker.objects.get(pk=worker.pk)
    assert refused(set_pay, left, town.org_manager) == "moved_on"


def test_the_amount_lies_sealed_and_stands_in_no_history(town, worker):
    row = set_pay(worker, town.org_manager)
    assert "1200" not in str(row.amount)
    assert row.amount.open() == "1200.00"
    assert "1200" not in str(AuditEvent.objects.get(verb="organizations.pay_set").details)


def test_who_pays_and_who_is_paid_read_it_and_nobody_else(enter, town, worker, own_worker):
    rows = WorkerPay.objects.all()
    stationed, own = set_pay(worker, town.org_manager), set_pay(own_worker, town.secretary)
    assert seeing(town, rows, stationed.pk) == {"org_manager", "social_worker"}
    assert managing(town, rows, stationed.pk) == {"org_manager"}
    assert seeing(town, rows, own.pk) == {"secretary"}
    page = lambda name, one: enter(name).get(  # noqa: E731
        reverse("organizations:worker_pay", args=[one.pk])
    )
    for name in ("staff", "secretary", "worker", "dispatcher", "street_official"):
        assert page(name, worker).status_code == 404, name
    looks = AuditEvent.objects.filter(verb="organizations.socialworker.read")
    assert page("social_worker", worker).status_code == 200
    assert not looks.exists()
    assert page("org_manager", worker).context["page"].lines[0].amount == "1200.00"
    assert looks.count() == 1
    act = reverse("organizations:pay_act", args=[worker.pk, "set"])
    assert enter("social_worker").get(act).status_code == 404
    said = {
        "post": "一线社工", "amount": "1300", "starts_on": TODAY() + timedelta(days=1),
        "idempotency_key": "pay-00001",
    }  # fmt: skip
    assert enter("org_manager").post(act, said).status_code == 302
    assert WorkerPay.objects.filter(worker=worker).count() == 2


# --- the page -------------------------------------------------------------------------------------
def test_the_page_shows_hours_to_himself_and_to_who_keeps_the_record(enter, town, worker):
    row = told(worker, town.social_worker)
    url = reverse("organizations:social_worker", args=[worker.pk])
    mine = enter("social_worker").get(url)
    assert mine.context["hours"] == [(row, [])]
    kept = enter("org_manager").get(url)
    assert [str(one["label"]) for one in kept.context["hours"][0][1]] == ["算数", "不算"]
    assert enter("dispatcher").get(url).context["schooling"] is None
    act = reverse("organizations:hours_act", args=[row.pk, "count"])
    assert enter("social_worker").post(act, {"idempotency_key": "hours-0001"}).status_code == 404
    assert enter("org_manager").post(act, {"idempotency_key": "hours-0002"}).status_code == 302
    assert EducationHours.objects.get().status == HoursStatus.COUNTED
    exam = reverse("organizations:social_worker_act", args=[worker.pk, "exam"])
    said = {"year": TODAY().year, "level": "senior", "idempotency_key": "hours-0003"}
    assert enter("social_worker").post(exam, said).status_code == 302
    entry = worker.exams.get()
    passed = reverse("organizations:exam_act", args=[entry.pk, "pass"])
    assert enter("social_worker").post(passed, {"idempotency_key": "hours-0004"}).status_code == 404
    assert enter("org_manager").post(passed, {"idempotency_key": "hours-0005"}).status_code == 302


def test_the_database_keeps_who_pays_apart_from_who_saw_the_result(town, worker):
    rule(town, town.street, 1500)
    passed = schooling.note_passed(entered(worker, town.staff), actor=town.staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(passed).objects.update(status="paid", paid_on=TODAY(), voucher="1", paid_by=town.staff)


def test_the_admin_shows_what_he_learnt_and_sat_for_to_look_up(enter, town, worker):
    told(worker, town.staff)
    entered(worker, town.staff)
    page = enter("secretary").get(
        reverse("admin:organizations_socialworker_change", args=[worker.pk])
    )
    shown = page.content.decode()
    assert "个案工作坊" in shown
    assert "高级社会工作师" in shown
    assert 'name="exams-0-status"' not in shown, "to look up"
