"""The year before the story: told in bulk while people already walk about."""

from datetime import timedelta

from django.core.cache import cache
from django.core.management import call_command
from django.db.models import Count

from communities.models import Binding, Household, Notice, NoticeRead, Resident
from core import heartbeat
from core.models import AuditEvent, Message
from doors.town import chapters, history, plan, story
from doors.town.chapters import PROGRESS, Part
from grids.models import GroupReport
from requests.models import RequestEvent, ServiceRequest


def test_thousands_of_rows_take_few_statements(demo_with_past):
    told = (NoticeRead, Message, AuditEvent, Binding, GroupReport, ServiceRequest, RequestEvent)
    assert sum(model.objects.count() for model in told) > 150_000
    assert demo_with_past.bulk < 2_000


def test_what_was_lived_costs_what_living_costs(demo_with_past):
    """From asking to rating, some six steps each."""
    assert demo_with_past.orders > 80
    assert demo_with_past.lived / demo_with_past.orders < 150


def test_the_past_changes_no_figure_of_today(demo_with_past):
    home = {"community__code": plan.WUTONGLI_CODE}
    assert Resident.objects.present().filter(**home).count() == 6645
    assert Household.objects.present().filter(**home).count() == 1793
    assert Resident.objects.filter(status="deceased", **home).count() == 27
    assert Household.objects.filter(status="ended", **home).count() > 40


def test_nothing_of_the_past_lies_ahead(demo_with_past):
    day = chapters.told_on() + timedelta(days=1)
    assert not NoticeRead.objects.filter(read_at__date__gt=day).exists()
    assert not GroupReport.objects.filter(at__date__gte=day).exists()
    assert not AuditEvent.objects.filter(at__date__gt=day).exists()
    assert not Resident.objects.exclude(status="present").filter(status_on__gte=day).exists()


def test_old_notices_were_read_by_some(demo_with_past):
    shares = Notice.objects.with_readers().filter(told_count__gt=100)
    assert shares.count() > 20
    assert all(0.4 < notice.read_count / notice.told_count < 0.7 for notice in shares)


def test_inbox_and_read_count_say_the_same(demo_with_past):
    read = Message.objects.filter(code="communities.notice", read_at__isnull=False)
    assert read.count() > 1_000
    for message in read[:50]:
        notice = int(message.dedup_key.rsplit(":", 1)[1])
        assert NoticeRead.objects.get(notice=notice, user=message.to_user).read_at


def test_who_was_written_down_in_bulk_has_a_history(demo_with_past):
    home = Resident.objects.filter(community__code=plan.WUTONGLI_CODE)
    events = AuditEvent.objects.filter(
        verb="communities.resident_registered", object_type="communities.resident"
    )
    told = set(events.values_list("object_id", flat=True))
    assert {str(pk) for pk in home.values_list("pk", flat=True)} <= told
    twice = events.values("object_id").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()


def test_progress_is_told_and_the_past_is_told_once(demo_with_past):
    assert cache.get(PROGRESS) is None  # the fixture told it quietly
    assert chapters.tell(history.parts(), progress=True) == []
    total = len(history.parts())
    assert cache.get(PROGRESS) == {"done": total, "total": total}
    assert heartbeat.town_progress() == {"done": total, "of": total}  # /healthz

    seen = []
    parts = [*history.parts(), Part("one more", lambda day: seen.append(cache.get(PROGRESS)))]
    chapters.tell(parts, progress=True)
    assert seen == [{"done": total, "total": total + 1}]


def test_the_command_tells_today_before_yesterday(demo_with_past, capsys):
    call_command("seed_demo", "--history")
    assert capsys.readouterr().out.startswith(f"0 / {len(history.parts())} chapters")


def test_a_larger_town_has_the_same_heart(demo):
    names = [part.name for part in story.now_parts()]
    larger = [part.name for part in story.now_parts(3)]
    assert set(names) < set(larger)
    assert len(larger) == len(names) + 16
    chapters.tell(story.now_parts(2)[: len(names) + 1])
    further = plan.further(0)
    assert Resident.objects.filter(community__code=further.code).count() == further.residents
