"""What a clerk reads and can press: pages that go on, words said to him, only what is open."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.actions import residents
from core import audit, scope
from requests.actions import calls, work
from requests.forms.desk import MergeForm
from requests.models import ServiceRequest
from requests.queries import paging, queue
from requests.queries.alike import alike
from requests.queries.paging import newest
from requests.tiers import Tier
from requests.workflow import Kind
from tests.town import enter

__all__ = ["enter"]
pytestmark = pytest.mark.django_db


def steps(desk, name, row) -> set[str]:
    viewer = desk.viewer(name)
    return {step.name for step in queue.case(viewer, queue.get_case(viewer, row.pk)).steps}


# --- lists that go on -----------------------------------------------------------------------------
def test_a_page_neither_repeats_nor_skips_when_one_arrives_meanwhile(desk):
    rows = [desk.submit(f"第 {n} 件") for n in range(5)]
    every = ServiceRequest.objects.all()
    first, mark = newest(every, "", by="created_at", size=2)
    desk.submit("刚来的")
    second, mark = newest(every, mark, by="created_at", size=2)
    third, end = newest(every, mark, by="created_at", size=2)
    assert [*first, *second, *third] == rows[::-1]
    assert end == ""


@pytest.mark.parametrize("mark", ["x", "2026-01-01T00:00:00~1", "~", "2026-01-01T00:00:00+08:00~x"])
def test_a_mark_nobody_gave_leads_nowhere(mark):
    with pytest.raises(Http404):
        newest(ServiceRequest.objects.all(), mark, by="created_at")


def test_sealed_reports_go_on_behind_the_first_page(desk, enter, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 1)
    older = desk.submit("楼下倒油烟", kind=Kind.REPORT)
    newer = desk.submit("垃圾混倒", kind=Kind.REPORT)
    client = enter("privacy_officer")
    page = client.get(reverse("requests:sealed")).content.decode()
    assert newer.number in page
    assert older.number not in page
    link = re.search(r'href="(\?before=[^"]+)"', page)
    behind = client.get(reverse("requests:sealed") + link[1].replace("&amp;", "&"))
    assert older.number in behind.content.decode()


# --- words for who reads them ---------------------------------------------------------------------
def test_the_desks_history_speaks_of_the_resident_and_his_own_speaks_to_him(desk, enter):
    row = desk.in_progress()
    work.contact(row, how="phone", note="约了明天", by=desk.viewer("worker"))
    at_desk = enter("secretary").get(reverse("requests:case", args=[row.pk])).content.decode()
    at_home = enter("resident").get(reverse("requests:mine_one", args=[row.public_id]))
    assert "和居民联系过了" in at_desk
    assert "和您联系过了" not in at_desk
    assert "和您联系过了" in at_home.content.decode()


def test_a_page_further_on_begins_in_the_index_where_the_last_one_ended(desk):
    """Also behind row level security, which trusts few expressions with an index."""
    row, viewer = desk.submit(), desk.viewer("secretary")
    filters = queue.Filters(after=queue._mark(row))
    with scope.entered(viewer.community_ids, user_id=viewer.user_id):
        with connection.cursor() as cursor:  # a table of one row would be read whole
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        plan = queue._filtered(viewer, filters)[:51].explain().splitlines()
    at = next(n for n, line in enumerate(plan) if "using service_request_pressing" in line)
    assert "due_at" in plan[at + 1], plan[at : at + 2]


@pytest.mark.parametrize(("most", "said"), [(3, "3+"), (9, 4)])
def test_beyond_so_many_a_tab_says_so_many_at_least(desk, enter, monkeypatch, most, said):
    for _ in range(4):
        row = desk.submit()
        row.due_at = timezone.now() - timedelta(hours=1)
        row.save()
    monkeypatch.setattr(queue, "COUNTED", most)
    found = queue.counts(desk.viewer("secretary"), "sort")
    assert (found.said("sort"), found.late) == (said, min(most, 4))
    page = enter("secretary").get(reverse("requests:queue")).content.decode()
    assert ("至少 3 件过了期" in page, "4 件过了期" in page) == (most == 3, most == 9)
    with CaptureQueriesContext(connection) as seen:
        queue.counts(desk.viewer("secretary"))
    assert f"LIMIT {most}" in seen[-1]["sql"]


def test_what_is_late_is_counted_in_the_tab_one_looks_at(desk):
    desk.submit()
    late = desk.in_progress(words="三楼的灯")
    ServiceRequest.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    viewer = desk.viewer("secretary")
    assert queue.queue(viewer, queue.Filters(tab="sort")).counts.late == 0
    assert queue.queue(viewer, queue.Filters(tab="run")).counts.late == 1


# --- only what can be pressed ---------------------------------------------------------------------
def test_more_time_is_granted_only_where_somebody_else_asked_for_it(desk):
    row = desk.in_progress()
    assert not {"extend", "refuse_extension"} & steps(desk, "secretary", row)
    until = row.due_at + timedelta(days=3)
    work.ask_extension(row, until=until, reason="等配件", by=desk.viewer("worker"))
    assert {"extend", "refuse_extension"} <= steps(desk, "secretary", row)
    assert "extend" not in steps(desk, "worker", row)
    work.refuse_extension(row, reason="急着用", by=desk.viewer("secretary"))
    assert "extend" not in steps(desk, "secretary", row)


def test_nobody_is_thanked_who_does_not_help(desk):
    row = desk.in_progress()
    assert "end_helper" not in steps(desk, "secretary", row)


def test_words_for_everybody_are_offered_for_public_matters_only(desk):
    assert "release" not in steps(desk, "secretary", desk.in_progress())


# --- the same thing twice -------------------------------------------------------------------------
def test_who_reaches_several_communities_reads_of_which_a_grid_is(desk, enter):
    """Each counts its grids from one."""
    town, page = desk.town, reverse("requests:queue")
    row = desk.submit("路灯不亮")
    ServiceRequest.objects.filter(pk=row.pk).update(level=Tier.STREET)
    whole = f"{town.community} {town.grid.title}"
    seen = enter("street_official").get(page).content.decode()
    assert whole in seen
    assert f"{town.sibling} {town.sibling_grid.title}" in seen
    assert f"{town.community.title} · {town.grid.title}" in seen
    assert whole not in enter("secretary").get(page).content.decode()


def test_two_that_share_a_polite_phrase_are_not_alike(desk):
    one = desk.submit("想请人帮忙，医保码学了几次记不住")
    desk.submit("想请人帮忙，卧床三个月要理个发")
    assert alike(desk.viewer("secretary"), one) == []


def test_two_about_one_thing_are_alike(desk):
    one = desk.submit("三单元二楼的感应灯不亮")
    two = desk.submit("二楼感应灯又不亮了")
    assert alike(desk.viewer("secretary"), one) == [two]


def merge_form(desk, row, **said) -> MergeForm:
    return MergeForm(said, viewer=desk.viewer("secretary"), about=row)


def test_one_goes_into_another_by_its_number(desk):
    row, other = desk.submit("楼道灯不亮"), desk.submit("垃圾没人收")
    form = merge_form(desk, row, number=other.number)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"into": other}
    digits = other.number.replace("-", "")
    assert merge_form(desk, row, number=digits).is_valid()
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert "number" in merge_form(desk, row, number=wrong).errors
    assert "number" in merge_form(desk, row).errors


def test_nothing_goes_into_another_places_row(desk, town):
    row = desk.submit("楼道灯不亮")
    far = desk.submit("垃圾没人收", community=town.sibling, grid=town.sibling_grid, by="outsider")
    assert "number" in merge_form(desk, row, number=far.number).errors


# --- the telephone on the home --------------------------------------------------------------------
def test_a_promised_call_stands_on_the_home_of_the_desk(desk, enter):
    by = desk.viewer("staff")
    calls.ask_call_back(
        desk.town.community,
        about="问老年餐几点送",
        due_at=timezone.now() - timedelta(minutes=5),
        call=calls.begin(desk.town.community, "13900001234", by=by),
        by=by,
    )
    page = enter("staff").get("/desk/").content.decode()
    assert "问老年餐几点送" in page
    assert "1 个电话该回了" in page
    assert "13900001234" not in page
    assert "问老年餐" not in enter("sibling_staff").get("/desk/").content.decode()


# --- the record -----------------------------------------------------------------------------------
def test_every_deed_of_this_room_is_read_in_words_in_the_audit():
    said = set()
    for path in Path("requests").rglob("*.py"):
        said |= set(re.findall(r'audit\.record\(\s*"([a-z_.]+)"', path.read_text(encoding="utf-8")))
    assert len(said) > 20
    assert [verb for verb in sorted(said) if audit.label_of(verb) == verb] == []


def test_the_desk_reads_that_whom_it_is_for_has_died(town, desk, enter):
    row = desk.submit(resident=town.people["resident"])
    residents.record_death(town.people["resident"], actor=town.staff)
    at_desk = enter("secretary").get(reverse("requests:case", args=[row.pk])).content.decode()
    assert "本人已去世" in at_desk


def test_a_word_to_the_dead_is_refused_and_not_written_as_if_he_had_it(town, desk, enter):
    row = desk.in_progress(resident=town.people["resident"])
    at = enter("worker")
    url = reverse("requests:case_act", args=[row.pk, "message"])
    assert "带到了" in at.post(url, {"note": "明天来"}, follow=True).content.decode()
    residents.record_death(town.people["resident"], actor=town.staff)
    page = at.post(url, {"note": "后天来"}, follow=True)
    assert page.status_code == 422
    assert "带不到" in page.content.decode()
    assert not row.events.filter(step="message", note="后天来").exists()


def test_who_has_no_account_is_not_said_to_have_got_the_word(town, desk, enter):
    row = desk.submit(by="worker", contact_name="莫奶奶", contact_phone="13900001234",
                      consent_note="电话里同意")  # fmt: skip
    url = reverse("requests:case_act", args=[row.pk, "message"])
    page = enter("worker").post(url, {"note": "明天来"}, follow=True).content.decode()
    assert "带到了" not in page
    assert "请打电话告诉他" in page
    assert row.events.filter(step="message").exists()
    person = town.person("莫老", phone="13900001234")
    residents.record_death(person, actor=town.staff)
    assert enter("worker").post(url, {"note": "后天来"}).status_code == 422
