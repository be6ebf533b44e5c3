"""What the room offers to the doors: panels, search, and the answer to "what do you know of me"."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.roles import Door
from core.personal import undeclared
from grids import panels, personal_data, search
from grids.actions import handovers, heads, reports
from grids.models import BuildingHead, GroupReport, WorkerAppointment
from grids.queries import overview

pytestmark = pytest.mark.django_db


def shown(town, name: str) -> dict[str, str]:
    """Template and text of every panel for this person."""
    return {
        panel["template"]: render_to_string(panel["template"], panel["context"])
        for door in Door
        for panel in panels.panels(town.viewer(name), door)
    }


def test_the_worker_reads_his_grid_in_one_line(town, appointment):
    text = shown(town, "worker")["grids/_panel_mine.html"]
    assert "第一网格" in text
    assert "1 位要上门" in text


def test_the_secretary_hears_of_the_vacancy_in_the_headline(town, appointment):
    viewer = town.viewer("secretary")
    (panel,) = [
        p for p in panels.panels(viewer, Door.DESK) if p["template"].endswith("community.html")
    ]
    assert panel["sentence"] == "第二网格没有网格员"
    assert (panel["door"], panel["side"]) == (Door.DESK, True)
    (line, *_rest) = panels.todo(viewer)
    assert (line["title"], line["act"]) == ("第二网格没有网格员", "定一位")
    assert line["late"] is False, "nobody promised a day"


def test_more_vacancies_than_two_are_counted(town, appointment):
    waiting = overview.waiting_in(town.viewer("secretary"))
    three = replace(waiting, vacant=waiting.vacant * 3)
    assert overview.sentence(three) == "第二网格、第二网格等 3 个网格没有网格员"


def test_the_resident_reads_who_answers_for_his_home(town, appointment):
    text = shown(town, "resident")["grids/_panel_contact.html"]
    assert "郑强" in text
    assert "0858-2200101" in text
    assert "选一选" in shown(town, "anonymous")["grids/_panel_contact.html"]


def test_a_handover_waits_on_the_home_of_its_signer(town, appointment):
    handovers.prepare_handover(appointment, incoming=town.stranger, actor=town.secretary)
    assert "grids/_panel_handovers.html" in shown(town, "worker")
    assert "grids/_panel_handovers.html" not in shown(town, "stranger")  # not his turn yet


@pytest.mark.parametrize(
    ("name", "text", "titles"),
    [
        ("secretary", "第一网格", {"第一网格", "第一网格家园1号楼"}),
        ("secretary", "第一联", {"1号楼第一联"}),
        ("secretary", "家园 1号楼", {"第一网格家园1号楼", "第二网格家园1号楼"}),
        ("second_worker", "网格", {"第二网格", "第二网格家园1号楼"}),
        ("sibling_staff", "第一联", set()),
        ("resident", "第一", set()),
        ("anonymous", "第一", set()),
        ("secretary", " ", set()),
    ],
)
def test_search_finds_what_the_viewer_may_see(town, group, name, text, titles):
    found = search.search(town.viewer(name), text)
    assert {hit["title"] for hit in found} == titles
    assert all(hit["url"].startswith("/desk/grids/") and hit["icon"] for hit in found)


# --- personal data ---
def test_every_personal_field_of_the_room_is_declared():
    assert [field for field in undeclared() if field.startswith("grids.")] == []


def test_a_person_gets_what_the_room_knows(town, appointment, group, leader):
    reports.report_from_group(group, kind="other", text="灯坏了", actor=town.resident)
    mine = personal_data.export_person(town.resident.subject)
    assert [report["text"] for report in mine["reports"]] == ["灯坏了"]
    worker = personal_data.export_person(town.worker.subject)
    assert worker["grid_worker"][0]["office_phone"] == "0858-2200101"
    assert personal_data.export_person(leader.subject)["group_leader"][0]["group"] == group.name
    json.dumps([mine, worker])


def test_erasing_a_person_gives_up_offices_and_words(town, appointment, group, leader):
    head = heads.appoint_head(
        town.grid.buildings.get(),
        leader,
        consent_note="当面",
        publishes_name=True,
        actor=town.secretary,
    )
    report = reports.report_from_group(group, kind="other", text="13912345678", actor=town.resident)
    assert personal_data.erase_person(leader.subject)["leaderships"] == 1
    group.refresh_from_db()
    assert group.leader is None
    assert not BuildingHead.objects.get(pk=head.pk).publishes_name
    assert personal_data.erase_person(town.resident.subject)["reports"] == 1
    report.refresh_from_db()
    assert (report.text, report.numbers.open()) == ("", "")
    personal_data.erase_person(town.worker.subject)
    appointment.refresh_from_db()
    assert (appointment.office_phone, appointment.is_published) == ("", False)


def test_what_was_kept_long_enough_goes(town, group, leader):
    old = reports.report_from_group(group, kind="other", text="很久了", actor=town.resident)
    GroupReport.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=800))
    fresh = reports.report_from_group(group, kind="other", text="刚才", actor=town.resident)
    assert personal_data.expire(timezone.localdate())["group_reports"] == 1
    assert GroupReport.objects.get() == fresh


def test_numbers_leave_when_the_office_is_over(town, appointment):
    assert personal_data.expire(timezone.localdate())["office_phones"] == 0
    day = timezone.localdate() - timedelta(days=1)
    WorkerAppointment.objects.filter(pk=appointment.pk).update(
        period=(day - timedelta(days=9), day), ended_at=timezone.now(), ended_by=town.secretary
    )
    assert personal_data.expire(timezone.localdate())["office_phones"] == 1
