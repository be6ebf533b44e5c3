"""街道吹哨、部门报到: one being answered, one assessed by both sides and closed, one to decide."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.viewer import Viewer
from communities.models import Department, DepartmentScope
from communities.viewers import enter_as
from core import scope
from doors.town import days
from doors.town.account import find
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import assessing, whistling
from requests.actions.whistling import Asked
from requests.models import Whistle
from requests.workflow.whistles import WhistleKind

OFFICIAL, LIAISON = "钟毓", "邵子航"


def tell_whistles(told_on: date) -> None:
    now = timezone.now()
    days.live(_tales(Teller(WUTONGLI), now), until=now, swept=False)


def _tales(home: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    street, secretary = _as(find(OFFICIAL)), home.staff(home.secretary)
    own = DepartmentScope.objects.get(grant__user=find(LIAISON)).department
    with_officer = DepartmentScope.objects.exclude(department=own).values("department")
    near = Department.objects.filter(pk__in=with_officer, area__in=home.area.ancestor_ids)
    others = list(near.order_by("pk")[:1])
    yield days.on(now, 1, 9, 40), _being_answered(home, street, secretary, own, others)
    yield days.on(now, 9, 15, 20), _closed(home, street, secretary, own)
    yield days.on(now, 0, 9, 15), _to_decide(home, secretary, own)


def _as(user: User) -> Viewer:
    viewer = enter_as(user, has_mfa=lambda _user: True)
    scope.declare(scope.EVERYTHING)
    return viewer


def _asked(home: Teller, kind: WhistleKind, title: str, place: str, body: str, *who: Department,
           within: int = 3) -> Asked:  # fmt: skip
    due = (timezone.localtime() + timedelta(days=within)).replace(hour=18, minute=0, second=0)
    return Asked(home.area, kind, title, place, due, who[0], list(who[1:]), body)


def _being_answered(
    home: Teller, street: Viewer, secretary: Viewer, own: Department, others: list[Department]
) -> Tale:
    asked = _asked(
        home, WhistleKind.ENFORCEMENT, "夜市摊位占了消防通道", "梧桐里东门外的巷子",
        "晚上七点到十一点二十多个摊，消防车进不去，劝过三次。", own, *others,
    )  # fmt: skip
    whistle = whistling.draft(asked, by=secretary)
    yield 45 * MINUTE
    row = whistling.issue(whistle, by=street)
    liaison = _as(find(LIAISON))
    call = row.calls.get(department=own)
    yield 25 * MINUTE
    whistling.acknowledge(call, by=liaison)
    yield 3 * HOUR
    whistling.arrive(call, by=liaison)


def _closed(home: Teller, street: Viewer, secretary: Viewer, own: Department) -> Tale:
    asked = _asked(
        home, WhistleKind.EMERGENCY, "三号楼外墙瓷砖掉下来", "三号楼北侧",
        "砸坏一辆电动车，已经拉了警戒线，要封路、要定责。", own,
    )  # fmt: skip
    whistle = whistling.draft(asked, by=secretary)
    yield 10 * MINUTE
    row = whistling.issue(whistle, by=street)
    liaison = _as(find(LIAISON))
    call = row.calls.get(department=own)
    yield 4 * MINUTE
    whistling.acknowledge(call, by=liaison)
    yield 16 * MINUTE
    whistling.arrive(call, by=liaison)
    yield 2 * DAY
    whistling.report(
        call, outcome="solved", report="当场封了路，产权单位两天内清了松动的砖", by=liaison
    )
    row = Whistle.objects.get(pk=row.pk)
    yield 3 * DAY
    assessing.judge(row, grade=5, words="再没有掉过", by=secretary)
    yield 3 * HOUR
    assessing.judge(row, grade=5, by=street)
    assessing.mark_department(row, department=own, grade=5, words="二十分钟就到了", by=street)
    yield 40 * MINUTE
    assessing.mark_whistle(row, grade=4, words="该吹；地点再写准些更好", by=liaison)
    yield DAY
    assessing.close(row, answer="谢谢各家，已经转产权单位做整面检查", by=street)


def _to_decide(home: Teller, secretary: Viewer, own: Department) -> Tale:
    asked = _asked(
        home, WhistleKind.KEY_ISSUE, "老旧电梯一年停了九次", "七号楼",
        "维保、物业、业委会各说各的，居民要求换梯。", own, within=10,
    )  # fmt: skip
    yield 5 * MINUTE
    whistling.draft(asked, by=secretary)
