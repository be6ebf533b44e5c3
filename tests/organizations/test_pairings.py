"""Pairing agreements: from the draft to the end, line by line, year by year."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exceptions import DomainError
from core.messaging.kinds import kinds
from core.models import AuditEvent, Message
from organizations.actions import organizations, pairings
from organizations.models import Organization, Pairing, PairingLine
from organizations.panels import todo
from organizations.partner_workflow import LINE_STEPS, LineStatus, PairingStatus
from organizations.tasks import tend_pairings
from tests.organizations.conftest import facts
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def school(town) -> Organization:
    return a_school(town)


def a_school(town, name="第一小学"):
    return organizations.register(
        town.community, facts(name, kind="school", registration="none"), actor=town.staff
    )


def drafted(town, school, *, days=200, **said):
    values = {"title": "结对共建协议", "starts_on": TODAY() - timedelta(days=30)} | said
    values.setdefault("ends_on", TODAY() + timedelta(days=days))
    return pairings.draft(school, town.community, actor=town.staff, **values)


def signed(town, school, **said):
    pairing = drafted(town, school, **said)
    pairings.add_lines(pairing, kind="need", texts="周末没有地方打球", actor=town.staff)
    pairings.add_lines(pairing, kind="resource", texts="操场\n图书室", actor=town.staff)
    return pairings.sign(pairing, signed_on=TODAY(), actor=town.staff)


@pytest.fixture
def running(town, school) -> Pairing:
    return signed(town, school)


def of_the_manager(town):
    """The agreement is with the unit `org_manager` speaks for."""
    Pairing.objects.update(organization=town.organization)
    PairingLine.objects.update(organization=town.organization)


def refused(act, *args, **values):
    with pytest.raises(DomainError) as raised:
        act(*args, **values)
    return raised.value.field or raised.value.code


# --- what is refused ------------------------------------------------------------------------------
def test_only_a_partner_in_the_register_is_paired_and_with_a_community(town, school, association):
    assert refused(drafted, town, association) == "organization"
    assert refused(
        pairings.draft, school, town.street, title="协议", starts_on=TODAY(), ends_on=TODAY(),
        actor=town.staff,
    ) == "community"  # fmt: skip
    assert refused(drafted, town, school, title=" ") == "title"
    assert refused(drafted, town, school, ends_on=TODAY() - timedelta(days=40)) == "ends_on"
    organizations.suspend(school, reason="停课", actor=town.staff)
    assert refused(drafted, town, school) == "organization"


def test_one_agreement_stands_between_two_at_a_time(town, school):
    first = drafted(town, school)
    assert refused(drafted, town, school) == "organization"
    pairings.stop(first, reason="写错了", actor=town.staff)
    assert drafted(town, school).pk != first.pk


def test_it_is_signed_when_both_lists_say_something_and_not_in_the_future(town, school):
    pairing = drafted(town, school)
    sign = lambda day=TODAY(): pairings.sign(pairing, signed_on=day, actor=town.staff)  # noqa: B008, E731
    assert refused(sign) == "no_lists"
    [need] = pairings.add_lines(pairing, kind="need", texts="缺场地", actor=town.staff)
    assert refused(sign) == "no_lists"
    pairings.add_lines(pairing, kind="resource", texts="操场", actor=town.staff)
    assert refused(sign, TODAY() + timedelta(days=1)) == "signed_on"
    pairings.drop_line(need, reason="不缺了", actor=town.staff)
    assert refused(sign) == "no_lists"
    pairings.add_lines(pairing, kind="need", texts="缺老师", actor=town.staff)
    assert sign().status == PairingStatus.RUNNING
    assert refused(sign) == "moved_on"


def test_what_is_over_already_is_not_signed(town, school):
    pairing = drafted(town, school, days=-1)
    pairings.add_lines(pairing, kind="need", texts="缺场地", actor=town.staff)
    pairings.add_lines(pairing, kind="resource", texts="操场", actor=town.staff)
    assert refused(pairings.sign, pairing, signed_on=TODAY(), actor=town.staff) == "signed_on"


def test_lists_take_each_thing_once_and_no_numbers_and_nothing_endless(town, running):
    def add(texts, kind="project"):
        return pairings.add_lines(running, kind=kind, texts=texts, actor=town.staff)

    assert [row.text for row in add("义诊\n\n  讲座 ")] == ["义诊", "讲座"]
    assert refused(add, "义诊") == "texts"
    assert refused(add, " \n ") == "texts"
    assert refused(add, "长" * 121) == "texts"
    assert refused(add, "找 13900001111") == "texts"
    assert refused(add, "别的", "wish") == "kind"
    pairings.stop(running, reason="学校搬走了", actor=town.staff)
    assert refused(add, "再来") == "moved_on"


@pytest.mark.parametrize("state", LineStatus)
@pytest.mark.parametrize("step", LINE_STEPS, ids=lambda step: step.name)
def test_every_line_moves_as_the_table_says(town, running, state, step):
    line = running.lines.first()
    PairingLine.objects.filter(pk=line.pk).update(status=state, note="有话")
    move = {
        "begin": lambda: pairings.begin_line(line, actor=town.staff),
        "finish": lambda: pairings.finish_line(line, reason="开放了", actor=town.staff),
        "drop": lambda: pairings.drop_line(line, reason="不用了", actor=town.staff),
    }[step.name]
    if state in step.sources:
        assert move().status == step.target
    else:
        assert refused(move) == "moved_on"


def test_a_line_is_over_with_a_word_and_not_after_the_agreement(town, running):
    line = running.lines.first()
    assert refused(pairings.finish_line, line, reason=" ", actor=town.staff) == "reason"
    pairings.stop(running, reason="学校搬走了", actor=town.staff)
    assert refused(pairings.begin_line, line, actor=town.staff) == "moved_on"


def test_it_is_renewed_while_it_runs_and_only_for_longer(town, school, running):
    assert refused(pairings.renew, running, ends_on=running.ends_on, actor=town.staff) == "ends_on"
    later = running.ends_on + timedelta(days=365)
    assert pairings.renew(running, ends_on=later, actor=town.staff).ends_on == later
    pairings.stop(running, reason="学校搬走了", actor=town.staff)
    longer = later + timedelta(days=1)
    assert refused(pairings.renew, running, ends_on=longer, actor=town.staff) == "moved_on"
    assert refused(pairings.stop, running, reason="再停", actor=town.staff) == "moved_on"


def test_it_stops_for_a_reason(town, running):
    assert refused(pairings.stop, running, reason="  ", actor=town.staff) == "reason"


def test_a_year_keeps_what_the_lists_said_then(town, running):
    first, second, third = running.lines.all()
    pairings.finish_line(first, reason="开放了操场", actor=town.staff)
    pairings.drop_line(third, reason="不需要", actor=town.staff)
    year = running.starts_on.year

    def assess(**said):
        return pairings.assess(running, actor=town.staff, **{"year": year, "grade": "good"} | said)

    assert (assess().done, assess().total) == (1, 2)
    assert refused(assess, grade="poor") == "note"
    assert refused(assess, grade="super") == "grade"
    assert refused(assess, year=year - 1) == "year"
    assert refused(assess, year=TODAY().year + 1) == "year"
    pairings.finish_line(second, reason="开放了图书室", actor=town.staff)
    assert (running.years.get().done, assess().done) == (1, 2)


def test_a_draft_is_not_assessed(town, school):
    pairing = drafted(town, school)
    year = pairing.starts_on.year
    act = lambda: pairings.assess(pairing, year=year, grade="good", actor=town.staff)  # noqa: E731
    assert refused(act) == "not_signed"


# --- by the clock ---------------------------------------------------------------------------------
def test_thirty_days_before_the_end_both_sides_hear_of_it_once_for_each_end(town, running):
    told = Message.objects.filter(code="organizations.pairing_ends")
    for left, heard in ((31, 0), (30, 2), (3, 2), (0, 2)):
        pairings.tend(running.ends_on - timedelta(days=left))
        assert told.count() == heard
    assert set(told.values_list("to_user", flat=True)) == {town.staff.pk, town.secretary.pk}
    pairings.renew(running, ends_on=running.ends_on + timedelta(days=365), actor=town.staff)
    pairings.tend(running.ends_on)
    assert told.count() == 2
    running.refresh_from_db()
    pairings.tend(running.ends_on - timedelta(days=30))
    assert told.count() == 4


def test_the_day_after_its_last_it_has_lapsed(town, running):
    pairings.tend(running.ends_on)
    running.refresh_from_db()
    assert running.status == PairingStatus.RUNNING
    pairings.tend(running.ends_on + timedelta(days=1))
    running.refresh_from_db()
    assert running.status == PairingStatus.ENDED
    tend_pairings()
    assert AuditEvent.objects.filter(verb="organizations.pairing_lapsed").count() == 1


def test_the_morning_of_the_community_says_so_too(town, running):
    lines = lambda name: [line["title"] for line in todo(town.viewer(name))]  # noqa: E731
    assert "和第一小学的结对协议快到期" not in lines("staff")
    Pairing.objects.update(ends_on=TODAY() + timedelta(days=30))
    assert "和第一小学的结对协议快到期" in lines("staff")
    assert "和第一小学的结对协议快到期" not in lines("sibling_staff")
    Pairing.objects.update(ends_on=TODAY() - timedelta(days=1))
    assert "和第一小学的结对协议快到期" not in lines("staff")


def test_the_unit_has_it_on_its_own_desk_with_the_name_of_the_community(town, running):
    lines = lambda: [line["title"] for line in todo(town.viewer("org_manager"))]  # noqa: E731
    said = f"和{town.community.name}的结对协议快到期"
    Pairing.objects.update(ends_on=TODAY() + timedelta(days=30))
    assert said not in lines(), "another unit's"
    of_the_manager(town)
    assert said in lines()
    Pairing.objects.update(ends_on=TODAY() + timedelta(days=31))
    assert said not in lines()


# --- who sees it ----------------------------------------------------------------------------------
def test_both_sides_and_the_street_read_it(town, running):
    of_the_manager(town)
    names = {"anonymous", *town.accounts}
    rows = Pairing.objects.all()
    seeing = {n for n in names if rows.visible_to(town.viewer(n)).exists()}
    assert seeing == {"staff", "secretary", "org_manager", "street_official", "district_official"}
    managing = {n for n in names if rows.manageable_by(town.viewer(n)).exists()}
    assert managing == {"staff", "secretary", "org_manager"}
    for places, units, seen in (
        ([town.community.pk], [], 1),
        ([town.sibling.pk], [], 0),
        ([], [town.organization.pk], 1),
    ):
        with scope.entered(places, organizations=units):
            assert Pairing.objects.count() == seen
            assert bool(PairingLine.objects.count()) == bool(seen)


@pytest.mark.parametrize("name", ["worker", "resident", "dispatcher", "sibling_staff"])
def test_to_strangers_it_is_not_there(enter, running, name):
    client = enter(name)
    line = running.lines.first()
    if name != "sibling_staff":
        assert client.get(reverse("organizations:pairings")).status_code == 404
        assert client.get(reverse("organizations:new_pairing")).status_code == 404
    assert client.get(reverse("organizations:pairing", args=[running.pk])).status_code == 404
    for route, pk, slug in (("pairing_act", running.pk, "stop"), ("line_act", line.pk, "begin")):
        assert client.post(reverse(f"organizations:{route}", args=[pk, slug])).status_code == 404


def test_the_desk_drafts_lists_and_signs(enter, town, school):
    staff = enter("staff")
    said = {
        "kind": "pairing", "organization": school.pk, "community": town.community.pk,
        "title": "共建协议",
        "starts_on": "2026-01-01", "ends_on": str(TODAY() + timedelta(days=300)),
        "idempotency_key": "pairing-0001",
    }  # fmt: skip
    url = staff.post(reverse("organizations:new_pairing"), said).url
    pairing = Pairing.objects.get()
    assert url == reverse("organizations:pairing", args=[pairing.pk])

    def act(slug, n, **said):
        address = reverse("organizations:pairing_act", args=[pairing.pk, slug])
        return staff.post(address, {"idempotency_key": f"pairing-{slug}-{n}", **said})

    bad = act("sign", 1, signed_on=str(TODAY()))
    assert "先写好需求清单、资源清单，再签" in bad.content.decode()
    act("lines", 2, kind="need", texts="缺场地")
    act("lines", 3, kind="resource", texts="操场")
    act("sign", 4, signed_on=str(TODAY()))
    page = staff.get(url).content.decode()
    assert "履行中" in page
    assert "办成 0 项，共 2 项" in page
    line = pairing.lines.first()
    done = reverse("organizations:line_act", args=[line.pk, "finish"])
    staff.post(done, {"reason": "每周六开放", "idempotency_key": "line-0001"})
    board = staff.get(reverse("organizations:pairings")).content.decode()
    assert "清单办成 1 项，共 2 项" in board


def test_the_unit_keeps_its_lists_but_signs_and_ends_nothing(enter, town, running):
    of_the_manager(town)
    page = enter("org_manager").get(reverse("organizations:pairing", args=[running.pk]))
    assert [str(act["label"]) for act in page.context["buttons"]] == ["加清单"]
    assert "办成了" in page.content.decode()
    home = enter("org_manager").get(reverse("doors:desk")).content.decode()
    assert "结对共建" in home
    street = enter("street_official").get(reverse("organizations:pairing", args=[running.pk]))
    assert street.context["buttons"] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_a_line_two_people_close_at_once_is_closed_once(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        running = signed(town, a_school(town))
        line = running.lines.first()
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, pairings, "words_of")
    outcomes = together(
        lambda: pairings.finish_line(line, reason="开放了", actor=town.staff),
        lambda: pairings.drop_line(line, reason="不用了", actor=town.secretary),
    )
    assert meeting.happened is not locked
    assert len([each for each in outcomes if each.error]) == int(locked)


# --- kinds and terms ------------------------------------------------------------------------------
def test_one_of_each_kind_stands_and_only_a_school_has_terms(town, school):
    running = signed(town, school)
    assert refused(drafted, town, school, kind="friendship") == "kind"
    shop = organizations.register(
        town.community, facts("小店", kind="enterprise", registration="none"), actor=town.staff
    )
    assert refused(drafted, town, shop, kind="university") == "kind"
    assert drafted(town, school, kind="cooperation").kind == "cooperation"
    assert refused(drafted, town, school, kind="cooperation") == "organization"
    assert refused(termed, town, running) == "no_terms"


@pytest.mark.parametrize("kind", ["cooperation", "university"])
def test_other_agreements_begin_with_a_project(town, school, kind):
    pairing = drafted(town, school, kind=kind)
    sign = lambda: pairings.sign(pairing, signed_on=TODAY(), actor=town.staff)  # noqa: E731
    pairings.add_lines(pairing, kind="need", texts="没有场地", actor=town.staff)
    assert refused(sign) == "no_lists"
    pairings.add_lines(pairing, kind="project", texts="手机课堂", actor=town.staff)
    assert sign().status == PairingStatus.RUNNING


def termed(town, pairing, **said):
    values = {"name": "秋季学期", "starts_on": TODAY(), "plan": "三十名学生每周六来"} | said
    values.setdefault("ends_on", values["starts_on"] + timedelta(days=60))
    return pairings.plan_term(pairing, actor=town.staff, **values)


def test_terms_lie_in_the_agreement_and_beside_each_other(town, school):
    pairing = drafted(town, school, kind="university")
    assert refused(termed, town, pairing, name=" ") == "name"
    assert refused(termed, town, pairing, plan=" ") == "plan"
    assert refused(termed, town, pairing, plan="找 13900001111") == "plan"
    assert refused(termed, town, pairing, ends_on=TODAY() - timedelta(days=1)) == "ends_on"
    assert refused(termed, town, pairing, starts_on=TODAY() - timedelta(days=40)) == "starts_on"
    assert refused(termed, town, pairing, ends_on=TODAY() + timedelta(days=201)) == "starts_on"
    first = termed(town, pairing)
    assert (first.is_now, first.last_day) == (True, TODAY() + timedelta(days=60))
    spring = {"name": "春季学期", "starts_on": TODAY() + timedelta(days=60)}
    assert refused(termed, town, pairing, **spring) == "starts_on"
    spring["starts_on"] += timedelta(days=1)
    assert not termed(town, pairing, **spring).is_now
    termed(town, pairing, plan="改为每周日")
    assert [term.plan for term in pairing.terms.all()] == ["改为每周日", "三十名学生每周六来"]
    pairings.stop(pairing, reason="学校搬走", actor=town.staff)
    assert refused(termed, town, pairing) == "moved_on"


def test_both_sides_plan_the_terms_of_a_school(enter, town, school):
    other = drafted(town, a_school(town, "第二小学"))
    pairing = drafted(town, school, kind="university")
    Pairing.objects.filter(pk=pairing.pk).update(organization=town.organization)
    page = reverse("organizations:pairing", args=[pairing.pk])
    for name in ("staff", "org_manager"):
        labels = [str(one["label"]) for one in enter(name).get(page).context["buttons"]]
        assert "排学期" in labels, name
    act = reverse("organizations:pairing_act", args=[pairing.pk, "term"])
    said = {
        "name": "秋季学期", "starts_on": TODAY(), "ends_on": TODAY() + timedelta(days=9),
        "plan": "手机课堂", "idempotency_key": "term-0001",
    }  # fmt: skip
    assert enter("org_manager").post(act, said).status_code == 302
    assert "手机课堂" in enter("staff").get(page).content.decode()
    act = reverse("organizations:pairing_act", args=[other.pk, "term"])
    assert enter("staff").get(act).status_code == 404


@pytest.mark.parametrize(
    ("kind", "said", "in_english"),
    [
        ("pairing", "结对协议", "pairing agreement"),
        ("cooperation", "合作协议", "cooperation agreement"),
        ("university", "校地共建协议", "school agreement"),
    ],
)
def test_the_reminder_says_which_agreement_it_is(town, school, kind, said, in_english):
    pairing = drafted(town, school, kind=kind, days=30)
    for each in ("need", "resource", "project"):
        pairings.add_lines(pairing, kind=each, texts="手机课堂", actor=town.staff)
    pairings.sign(pairing, signed_on=TODAY(), actor=town.staff)
    assert f"和第一小学的{said}快到期" in [line["title"] for line in todo(town.viewer("staff"))]
    pairings.tend(TODAY())
    code = Message.objects.filter(to_user=town.staff).latest("pk").code
    chinese, english = kinds[code].wordings
    assert f"的{said}快到期了" in chinese.title
    assert f"The {in_english} of" in english.title
