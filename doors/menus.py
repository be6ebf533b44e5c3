"""The way through the house, as data: which page, in which door, for whom, under which heading."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF, GRID_WORKER, PRIVACY_OFFICER, Door
from accounts.viewer import Viewer


@dataclass(frozen=True)
class Entry:
    label: Any
    page: str
    icon: str
    door: Door
    group: Any = ""
    shown: Callable[[Viewer], bool] = lambda viewer: True
    elder: bool = True
    """Elder mode keeps three entries only."""


def signed_in(viewer: Viewer) -> bool:
    return viewer.is_signed_in


def browses(viewer: Viewer) -> bool:
    return viewer.role.browses_residents


def keeps_registers(viewer: Viewer) -> bool:
    return viewer.role.enters_admin


def runs_the_office(viewer: Viewer) -> bool:
    return viewer.role.code in {COMMUNITY_STAFF, COMMUNITY_SECRETARY}


def works_on_a_grid(viewer: Viewer) -> bool:
    return viewer.role.code == GRID_WORKER


def guards_privacy(viewer: Viewer) -> bool:
    return viewer.role.code in {COMMUNITY_SECRETARY, PRIVACY_OFFICER}


PEOPLE = _("人与网格")
OFFICE = _("社区事务")

ENTRIES = (
    Entry(_("首页"), "doors:home", "home", Door.HOME),
    Entry(_("通知"), "notices:list", "horn", Door.HOME),
    Entry(_("找谁办"), "grids:contacts", "phone", Door.HOME),
    Entry(_("消息"), "messaging:inbox", "bell", Door.HOME, shown=signed_in, elder=False),
    Entry(_("我的信息"), "doors:my_data", "shield", Door.HOME, shown=signed_in, elder=False),
    Entry(_("我的"), "accounts:profile", "user", Door.HOME, shown=signed_in, elder=False),
    Entry(_("今早"), "doors:desk", "sun", Door.DESK),
    Entry(_("我的网格"), "grids:mine", "map", Door.DESK, shown=works_on_a_grid),
    Entry(_("居民"), "communities:register", "users", Door.DESK, PEOPLE, browses),
    Entry(_("网格"), "grids:list", "map", Door.DESK, PEOPLE, browses),
    Entry(_("区域"), "communities:areas", "hall", Door.DESK, PEOPLE, runs_the_office),
    Entry(_("通知公开"), "notices:desk", "horn", Door.DESK, OFFICE, runs_the_office),
    Entry(_("导入"), "communities:imports", "upload", Door.DESK, OFFICE, runs_the_office),
    Entry(_("个人权利"), "doors:privacy_desk", "shield", Door.DESK, OFFICE, guards_privacy),
    Entry(_("开通清单"), "communities:setup", "check", Door.DESK, OFFICE, runs_the_office),
    Entry(_("登记册"), "admin:index", "book", Door.DESK, OFFICE, keeps_registers),
    Entry(_("一览"), "doors:insights", "chart", Door.INSIGHTS),
)


def menu(viewer: Viewer, door: Door, *, path: str, elder: bool = False) -> list[dict[str, Any]]:
    items = []
    for entry in ENTRIES:
        if entry.door != door or not entry.shown(viewer) or (elder and not entry.elder):
            continue
        try:
            url = reverse(entry.page)
        except NoReverseMatch:
            continue
        items.append(
            {
                "label": entry.label,
                "url": url,
                "icon": entry.icon,
                "group": entry.group,
                "current": path == url or (url.count("/") > 2 and path.startswith(url)),
            }
        )
    return items
