"""The way through the house, as data: which page, in which door, for whom, under which heading."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import Door
from accounts.viewer import Viewer
from activities.queries.desk import runs as runs_activities
from activities.queries.ours import plans_for_a_unit
from charity.queries.gifts import sees_gifts
from charity.queries.stock import keeps_store
from communities.access import is_official
from doors.menu_viewers import (
    appoints,
    browses,
    guards_people,
    guards_privacy,
    guest,
    has_figures,
    hears_reports,
    holds_a_post,
    keeps_registers,
    keeps_requests,
    lets_programs_in,
    reads_departments,
    reads_results,
    reads_the_roster,
    releases_lists,
    runs_the_office,
    sees_all_grids,
    signed_in,
    speaks_for_a_unit,
    starts_here,
    works_on_a_grid,
    writes_notices,
)
from insights.access import looks_at_figures
from insights.models.screens import keeps_screens
from organizations.queries.checkins import sees_members
from organizations.queries.courses import sees_courses
from organizations.queries.organizations import has_register
from organizations.queries.pairings import sees_partners
from organizations.queries.social_workers import sees_workers
from points.queries.accounts import keeps_points
from requests.duties import may_open
from requests.models.calls import answers_calls
from requests.queries import catalogue
from requests.queries.outings import goes_out
from requests.queries.whistles import reads_whistles
from volunteers.queries.certificates import certifies
from volunteers.queries.hours import sees_hours
from volunteers.queries.shifts import keeps_shifts


@dataclass(frozen=True)
class Entry:
    label: Any
    page: str
    icon: str
    door: Door
    group: Any = ""
    shown: Callable[[Viewer], bool] = lambda viewer: True
    covers: tuple[str, ...] = ()
    """Beginnings of further addresses that belong to this entry."""
    elder: bool = False
    """Elder mode keeps two entries; the telephone is the third."""


LOOP = _("诉求办理")
PEOPLE = _("居民与网格")
FORCES = _("五社力量")
GIFTS = _("慈善资源")
OFFICE = _("社区事务")
SELF = _("我的岗位")
MEETS = ("/desk/match-meetings/",)

ENTRIES = (
    # the residents' door: at most five at a time, they are the tabs of a phone
    Entry(_("首页"), "doors:home", "home", Door.HOME, elder=True),
    Entry(
        _("点单"),
        "requests:menu",
        "edit",
        Door.HOME,
        covers=(
            "/order/",
            "/requests/",
            "/progress/",
            "/wishes/",
            "/guides/",
            "/ask/",
            "/affairs/",
        ),
    ),
    Entry(_("通知"), "notices:list", "horn", Door.HOME),
    Entry(_("找谁办"), "grids:contacts", "phone", Door.HOME, shown=guest),
    Entry(_("消息"), "messaging:inbox", "bell", Door.HOME, shown=signed_in),
    Entry(
        _("我的"),
        "accounts:profile",
        "user",
        Door.HOME,
        shown=signed_in,
        covers=("/account/", "/me/"),
        elder=True,
    ),
    # the desk
    Entry(_("今早"), "doors:desk", "sun", Door.DESK, "", starts_here),
    Entry(_("我的网格"), "grids:mine", "map", Door.DESK, "", works_on_a_grid, ("/desk/grids/",)),
    Entry(_("外勤"), "requests:field", "visit", Door.DESK, "", goes_out),
    Entry(_("诉求"), "requests:queue", "inbox", Door.DESK, "", keeps_requests),
    Entry(_("派给我的"), "requests:work", "check", Door.DESK, "", starts_here),
    Entry(_("接电话"), "requests:phone", "phone", Door.DESK, "", answers_calls),
    Entry(_("咨询"), "affairs:board", "talk", Door.DESK, "", keeps_requests),
    Entry(_("看数"), "insights:loop", "chart", Door.DESK, "", has_figures),
    Entry(_("代办"), "affairs:affairs", "book", Door.DESK, LOOP, keeps_requests),
    Entry(_("心愿墙"), "requests:desk_wishes", "wish", Door.DESK, LOOP, keeps_requests),
    Entry(_("吹哨报到"), "requests:whistles", "horn", Door.DESK, LOOP, reads_whistles),
    Entry(_("保护专件"), "requests:protective", "shield", Door.DESK, LOOP, guards_people),
    Entry(_("评价与结果"), "requests:results", "star", Door.DESK, LOOP, reads_results),
    Entry(_("三张清单"), "requests:desk_lists", "book", Door.DESK, LOOP, releases_lists),
    Entry(_("定期单"), "requests:recurring", "calendar", Door.DESK, LOOP, keeps_requests),
    Entry(_("派单目录"), "requests:catalogues", "switch", Door.DESK, LOOP, catalogue.reads),
    Entry(_("办理时限"), "requests:promises", "clock", Door.DESK, LOOP, guards_people),
    Entry(_("值守情况"), "requests:watch", "eye", Door.DESK, LOOP, guards_people),
    Entry(_("举报人封存"), "requests:sealed", "lock", Door.DESK, LOOP, may_open),
    Entry(
        pgettext_lazy("menu", "居民"),
        "communities:register",
        "users",
        Door.DESK,
        PEOPLE,
        browses,
        ("/desk/households/",),
    ),
    Entry(pgettext_lazy("menu", "网格"), "grids:list", "map", Door.DESK, PEOPLE, sees_all_grids),
    Entry(
        _("连心卡"),
        "requests:cards",
        "heart-care",
        Door.DESK,
        PEOPLE,
        browses,
        ("/card/",),
    ),
    Entry(_("联户报告"), "grids:reports", "talk", Door.DESK, PEOPLE, hears_reports),
    Entry(
        pgettext_lazy("menu", "区域"),
        "communities:areas",
        "hall",
        Door.DESK,
        PEOPLE,
        runs_the_office,
    ),
    Entry(_("部门"), "communities:departments", "flag", Door.DESK, PEOPLE, reads_departments),
    Entry(_("什么事归谁管"), "grids:matters_desk", "search", Door.DESK, PEOPLE, reads_departments),
    Entry(_("组织和单位"), "organizations:register", "building", Door.DESK, FORCES, has_register),
    Entry(_("双报到"), "organizations:checkins", "flag", Door.DESK, FORCES, sees_members),
    Entry(
        _("结对共建"),
        "organizations:pairings",
        "link",
        Door.DESK,
        FORCES,
        sees_partners,
        ("/desk/assessments/", "/desk/commissioners/", "/desk/secondments/"),
    ),
    Entry(_("供需对接"), "organizations:demands", "scales", Door.DESK, FORCES, has_register, MEETS),
    Entry(_("组织培育"), "organizations:cultivations", "bulb", Door.DESK, FORCES, has_register),
    Entry(_("孵化基地"), "organizations:incubations", "home", Door.DESK, FORCES, has_register),
    Entry(
        pgettext_lazy("menu", "社工"),
        "organizations:social_workers",
        "heart-care",
        Door.DESK,
        FORCES,
        sees_workers,
    ),
    Entry(_("社工培训"), "organizations:courses", "book", Door.DESK, FORCES, sees_courses),
    Entry(_("招募社工"), "organizations:recruitments", "user", Door.DESK, FORCES, sees_courses),
    Entry(_("志愿者"), "volunteers:list", "hands", Door.DESK, FORCES, browses, ("/desk/teams/",)),
    Entry(_("服务设施"), "organizations:facilities", "pin", Door.DESK, FORCES, has_register),
    Entry(_("活动"), "activities:register", "calendar", Door.DESK, FORCES, runs_activities),
    Entry(
        _("我们办的活动"),
        "activities:ours",
        "calendar",
        Door.DESK,
        FORCES,
        plans_for_a_unit,
        ("/desk/activities/enclaves/",),
    ),
    Entry(_("班次"), "volunteers:shifts", "calendar", Door.DESK, FORCES, keeps_shifts),
    Entry(_("志愿者会"), "volunteers:meetings", "talk", Door.DESK, FORCES, keeps_shifts),
    Entry(_("服务时长"), "volunteers:hours", "clock", Door.DESK, FORCES, sees_hours),
    Entry(_("服务了多少人"), "volunteers:reached", "users", Door.DESK, FORCES, keeps_shifts),
    Entry(_("服务记录证明"), "volunteers:certificates", "doc", Door.DESK, FORCES, certifies),
    Entry(
        _("捐赠"),
        "charity:gifts",
        "gift",
        Door.DESK,
        GIFTS,
        sees_gifts,
        ("/desk/recipients/", "/desk/campaigns/"),
    ),
    Entry(_("帮扶"), "charity:aid", "heart-care", Door.DESK, GIFTS, keeps_store),
    Entry(_("共享物品"), "charity:library", "tools", Door.DESK, GIFTS, keeps_store),
    Entry(_("物资库"), "charity:stock", "bag", Door.DESK, GIFTS, keeps_store, ("/desk/handouts/",)),
    Entry(
        _("服务项目"),
        "charity:programmes",
        "heart-care",
        Door.DESK,
        GIFTS,
        keeps_store,
        ("/desk/meals/", "/desk/diners/"),
    ),
    Entry(_("社区基金"), "charity:desk_fund", "scales", Door.DESK, GIFTS, keeps_store),
    Entry(_("造血自给"), "charity:desk_earnings", "chart", Door.DESK, GIFTS, keeps_store),
    Entry(
        _("家庭积分"),
        "points:board",
        "star",
        Door.DESK,
        GIFTS,
        keeps_points,
        ("/desk/smart-codes/",),
    ),
    Entry(_("通知公告"), "notices:desk", "horn", Door.DESK, OFFICE, writes_notices),
    Entry(_("同事"), "communities:roster", "hands", Door.DESK, OFFICE, appoints),
    Entry(_("值班表"), "communities:duty", "clock", Door.DESK, OFFICE, reads_the_roster),
    Entry(_("功能室"), "communities:rooms", "calendar", Door.DESK, OFFICE, runs_the_office),
    Entry(_("名册导入"), "communities:imports", "upload", Door.DESK, OFFICE, runs_the_office),
    Entry(_("大屏"), "insights:screens", "screen", Door.DESK, OFFICE, keeps_screens),
    Entry(
        _("接口"),
        "requests:desk_tokens",
        "switch",
        Door.DESK,
        OFFICE,
        lets_programs_in,
        ("/desk/hooks/",),
    ),
    Entry(_("个人权利"), "doors:privacy_desk", "shield", Door.DESK, OFFICE, guards_privacy),
    Entry(_("开通清单"), "communities:setup", "check", Door.DESK, OFFICE, runs_the_office),
    Entry(_("月报和季报"), "insights:reports", "doc", Door.DESK, OFFICE, has_figures),
    Entry(_("政策目标"), "insights:targets", "flag", Door.DESK, OFFICE, has_figures),
    Entry(_("登记册"), "admin:index", "book", Door.DESK, OFFICE, keeps_registers),
    Entry(_("单位报到"), "organizations:unit_checkins", "flag", Door.DESK, SELF, speaks_for_a_unit),
    Entry(_("社区的激励"), "points:my_incentives", "star", Door.DESK, SELF, works_on_a_grid),
    Entry(_("交接和代班"), "communities:handover", "switch", Door.DESK, SELF, holds_a_post),
    # those who look at figures
    Entry(
        _("总览"),
        "insights:loop",
        "chart",
        Door.INSIGHTS,
        "",
        looks_at_figures,
        ("/insights/theme/", "/insights/pillar/", "/insights/indicator/", "/insights/views/"),
    ),
    Entry(_("名册"), "doors:insights", "users", Door.INSIGHTS, "", looks_at_figures),
    Entry(_("政策目标"), "insights:targets", "flag", Door.INSIGHTS, "", looks_at_figures),
    Entry(_("月报和季报"), "insights:reports", "doc", Door.INSIGHTS, "", looks_at_figures),
    Entry(_("诉求"), "requests:queue", "inbox", Door.INSIGHTS, LOOP, keeps_requests),
    Entry(_("吹哨报到"), "requests:whistles", "horn", Door.INSIGHTS, LOOP, reads_whistles),
    Entry(_("办理时限"), "requests:promises", "clock", Door.INSIGHTS, LOOP, guards_people),
    Entry(_("值守情况"), "requests:watch", "eye", Door.INSIGHTS, LOOP, guards_people),
    Entry(_("评价与结果"), "requests:results", "star", Door.INSIGHTS, LOOP, reads_results),
    Entry(
        _("组织和单位"),
        "organizations:register",
        "building",
        Door.INSIGHTS,
        FORCES,
        has_register,
    ),
    Entry(
        _("结对共建"),
        "organizations:pairings",
        "link",
        Door.INSIGHTS,
        FORCES,
        sees_partners,
        ("/desk/assessments/", "/desk/commissioners/", "/desk/secondments/"),
    ),
    Entry(
        _("供需对接"), "organizations:demands", "scales", Door.INSIGHTS, FORCES, has_register, MEETS
    ),
    Entry(_("组织培育"), "organizations:cultivations", "bulb", Door.INSIGHTS, FORCES, has_register),
    Entry(_("孵化基地"), "organizations:incubations", "home", Door.INSIGHTS, FORCES, has_register),
    Entry(
        pgettext_lazy("menu", "社工"),
        "organizations:social_workers",
        "heart-care",
        Door.INSIGHTS,
        FORCES,
        is_official,
    ),
    Entry(_("社工培训"), "organizations:courses", "book", Door.INSIGHTS, FORCES, sees_courses),
    Entry(_("招募社工"), "organizations:recruitments", "user", Door.INSIGHTS, FORCES, sees_courses),
    Entry(_("服务设施"), "organizations:facilities", "pin", Door.INSIGHTS, FORCES, has_register),
    Entry(_("受赠单位"), "charity:recipients", "gift", Door.INSIGHTS, FORCES, has_register),
    Entry(_("大屏"), "insights:screens", "screen", Door.INSIGHTS, OFFICE, keeps_screens),
    Entry(_("部门"), "communities:departments", "flag", Door.INSIGHTS, OFFICE, reads_departments),
    Entry(_("同事"), "communities:roster", "hands", Door.INSIGHTS, OFFICE, appoints),
)


# So many entries one reads at a glance; where there are more, a group opens when it is asked for.
AT_A_GLANCE = 14

DOORS = frozenset({"doors:home", "doors:desk", "insights:loop"})


def menu(viewer: Viewer, door: Door, *, path: str, elder: bool = False) -> list[dict[str, Any]]:
    """The entries of a door for this viewer; where he is, is the longest address that fits."""
    items = [
        (entry, reverse(entry.page))
        for entry in ENTRIES
        if entry.door == door and entry.shown(viewer) and (entry.elder or not elder)
    ]
    here = max((_fit(entry, url, path) for entry, url in items), default=0)
    current = [here > 0 and _fit(entry, url, path) == here for entry, url in items]
    stands = {entry.group for (entry, _url), is_here in zip(items, current, strict=True) if is_here}
    return [
        {
            "label": entry.label,
            "url": url,
            "icon": entry.icon,
            "group": entry.group,
            "open": entry.group in stands or len(items) <= AT_A_GLANCE,
            "current": is_here,
        }
        for (entry, url), is_here in zip(items, current, strict=True)
    ]


def _fit(entry: Entry, url: str, path: str) -> int:
    """How much of the address this entry explains; the home of a door is its own page only."""
    if path == url:
        return len(path) + 1
    covered = entry.covers if entry.page in DOORS else (url, *entry.covers)
    return max((len(start) for start in covered if path.startswith(start)), default=0)
