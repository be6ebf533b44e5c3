"""Is the community ready to open? Each line is read from the real state, none is ticked by hand,
except what only a person can judge: those are confirmed by name.

An upper room adds its own:

    @check("requests.deadlines", title=_("办理时限"), position=70, confirmed=True)
    def deadlines(community: Area) -> State: ...
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import RoleGrant, User
from accounts.roles import ADMINISTRATORS, COMMUNITY_SECRETARY, GRID_WORKER, ROLES
from communities import history
from communities.models import (
    Area,
    AreaScope,
    Building,
    Department,
    Level,
    Resident,
    SetupConfirmation,
)
from communities.setup import trial
from core import workcalendar
from core.counting import counted
from core.exceptions import DomainError
from core.memo import once
from core.words import listed


@dataclass(frozen=True)
class State:
    is_done: bool
    detail: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class Check:
    code: str
    title: Any
    position: int
    confirmed: bool
    """A person says that it fits; `look` only tells what there is to judge."""
    look: Callable[[Area], State]


@dataclass(frozen=True)
class Line:
    code: str
    title: str
    is_done: bool
    detail: str
    url: str
    label: str
    may_confirm: bool
    confirmation: SetupConfirmation | None


checks: dict[str, Check] = {}
Look = Callable[[Area], State]


def check(
    code: str, *, title: Any, position: int, confirmed: bool = False
) -> Callable[[Look], Look]:
    def register(look: Look) -> Look:
        if code in checks:
            raise RuntimeError(f"two checks are called {code}")
        checks[code] = Check(code, title, position, confirmed, look)
        return look

    return register


def lines(community: Area) -> list[Line]:
    said = {
        row.item: row
        for row in SetupConfirmation.objects.filter(community=community).select_related(
            "confirmed_by"
        )
    }
    found = []
    for each in sorted(checks.values(), key=lambda each: each.position):
        state = each.look(community)
        confirmation = said.get(each.code) if each.confirmed else None
        found.append(
            Line(
                each.code,
                str(each.title),
                confirmation is not None if each.confirmed else state.is_done,
                state.detail,
                state.url,
                state.label,
                each.confirmed and confirmation is None and state.is_done,
                confirmation,
            )
        )
    return found


@transaction.atomic
def confirm(community: Area, code: str, *, actor: User) -> SetupConfirmation:
    each = checks.get(code)
    if each is None or not each.confirmed:
        raise DomainError(_("这一项由实际情况决定，不用确认"), code="not_confirmable")
    if not each.look(community).is_done:
        raise DomainError(_("还没有可以确认的内容"), code="nothing_there")
    row, fresh = SetupConfirmation.objects.get_or_create(
        community=community, item=code, defaults={"confirmed_by": actor}
    )
    if fresh:
        history.note("communities.setup_confirmed", row, actor=actor, details={"item": code})
    return row


# --- what this room can see --------------------------------------------------------------------
@check("regions", title=gettext_lazy("区划与代码"), position=10)
def regions(community: Area) -> State:
    above = list(Area.objects.filter(pk__in=community.ancestor_ids).order_by("path"))
    nameless = [area.name for area in above if not area.code]
    reaches_district = any(area.level == Level.DISTRICT for area in above)
    if not reaches_district:
        return State(False, _("社区上面还没有区县。"))
    if nameless:
        return State(False, _("没有代码：%(names)s。") % {"names": listed(nameless)})
    return State(True, " › ".join(area.title for area in above))


@check("profile", title=gettext_lazy("社区档案"), position=20)
def profile(community: Area) -> State:
    row = community.profile
    missing = [
        str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for name in ("telephone", "address", "opens_at", "data_processor")
        if not getattr(row, name)
    ]
    url = reverse("communities:area_act", args=[community.pk, "profile"])
    if missing:
        detail = _("还缺：%(names)s。") % {"names": listed(missing)}
        return State(False, detail, url, _("去填写"))
    return State(True, f"{row.telephone} · {row.address}", url, _("查看"))


@check("departments", title=gettext_lazy("上级部门"), position=30)
def departments(community: Area) -> State:
    count = _counts(community)["departments"]
    if not count:
        return State(False, _("还没有登记街道、区县的部门：请系统管理员在台账里添加。"))
    return State(True, _("已登记 %(count)d 个部门。") % {"count": count})


@check("administrators", title=gettext_lazy("三名管理员"), position=40)
def administrators(community: Area) -> State:
    bound = Exists(Authenticator.objects.filter(user=OuterRef("user")))
    grants = RoleGrant.objects.in_force().filter(role__in=ADMINISTRATORS).annotate(bound=bound)
    found = list(grants.values_list("role", "user", "bound"))
    held = {role for role, _user, _bound in found}
    missing = [str(ROLES[code].name) for code in sorted(ADMINISTRATORS) if code not in held]
    if missing:
        return State(False, _("还没有：%(names)s。") % {"names": listed(missing)})
    waiting = len({user for _role, user, is_bound in found if not is_bound})
    if waiting:
        return State(False, _("有 %(count)d 名管理员还没有绑定动态口令。") % {"count": waiting})
    return State(True, _("系统、安全、审计三员分设，都绑定了动态口令。"))


@check("secretary", title=gettext_lazy("社区负责人"), position=50)
def secretary(community: Area) -> State:
    if not _counts(community)["secretaries"]:
        return State(False, _("还没有社区书记的账号：由安全管理员或街道授予。"))
    return State(True, _("已有社区书记。"))


@check("grids", title=gettext_lazy("网格"), position=60)
def grids(community: Area) -> State:
    count = len(_grids(community))
    url, label = reverse("communities:imports"), _("去导入")
    if not count:
        return State(False, _("还没有网格。"), url, label)
    return State(True, _("%(count)d 个网格。") % {"count": count})


@check("buildings", title=gettext_lazy("楼栋"), position=70)
def buildings(community: Area) -> State:
    count, loose = _counts(community)["buildings"], _counts(community)["loose_buildings"]
    url, label = reverse("communities:imports"), _("去导入")
    if not count:
        return State(False, _("还没有楼栋。"), url, label)
    if loose:
        return State(False, _("有 %(count)d 栋楼还没有划到网格。") % {"count": loose}, url, label)
    return State(True, _("%(count)d 栋楼，都在网格里。") % {"count": count})


@check("people", title=gettext_lazy("居民名册"), position=80)
def people(community: Area) -> State:
    count = _counts(community)["people"]
    url, label = reverse("communities:imports"), _("去导入")
    if not count:
        return State(False, _("还没有居民。"), url, label)
    return State(True, _("%(count)d 人在册。") % {"count": count}, url, _("再次导入"))


@check("workers", title=gettext_lazy("网格员"), position=90)
def workers(community: Area) -> State:
    """Whoever is appointed to a grid has a grant there (grids writes it)."""
    all_grids = _grids(community)
    vacant = [grid.title for grid in all_grids if not grid.tended]
    if not all_grids:
        return State(False, _("先有网格，再任命网格员。"))
    if vacant:
        names = listed(vacant[:6])
        return State(
            False,
            _("还空缺 %(count)d 个网格：%(names)s。") % {"count": len(vacant), "names": names},
        )
    return State(True, _("每个网格都有网格员。"))


@check("calendar", title=gettext_lazy("工作日历"), position=100)
def calendar(community: Area) -> State:
    missing = workcalendar.missing_years()
    if missing:
        years = listed(missing)
        return State(
            False,
            _("缺少 %(years)s 年的放假安排，期限只按周末推算：请系统管理员录入。")
            % {"years": years},
        )
    return State(True, _("%(year)d 年的放假安排已有。") % {"year": timezone.localdate().year})


@check("sms", title=gettext_lazy("短信"), position=110)
def sms(community: Area) -> State:
    """Sent, and the receipt or a person says that it arrived."""
    sent = trial.last_trial(community)
    if sent is None:
        return State(False, _("还没有发过测试短信。"))
    if trial.was_received(sent, community):
        return State(True, _("测试短信已经收到。"))
    return State(
        False,
        _("测试短信：%(status)s。收到了请点“收到了”。") % {"status": sent.get_status_display()},
    )


@check("templates", title=gettext_lazy("消息用语"), position=120, confirmed=True)
def templates(community: Area) -> State:
    return State(True, _("短信、站内消息的用语可以按当地习惯改，由系统管理员在台账里改。"))


@check("privacy", title=gettext_lazy("个人信息告知"), position=130, confirmed=True)
def privacy(community: Area) -> State:
    if not community.profile.data_processor:
        return State(False, _("先在社区档案里写明个人信息处理者。"))
    return State(
        True, _("处理者、用途、保存期限与实际一致。"), reverse("privacy:notice"), _("看告知书")
    )


@check("duties", title=gettext_lazy("身份与职责"), position=140, confirmed=True)
def duties(community: Area) -> State:
    return State(True, _("书记、工作者、网格员各自能看什么、能做什么，与本社区分工一致。"))


@check("keys", title=gettext_lazy("密钥与备份"), position=150, confirmed=True)
def keys(community: Area) -> State:
    return State(True, _("加密密钥已离线另存一份，数据库备份试着恢复过一次。"))


@once
def _grids(community: Area) -> list[Any]:
    """With `tended`: whether somebody has been given the grid."""
    workers = RoleGrant.objects.in_force().filter(role=GRID_WORKER)
    tended = Exists(AreaScope.objects.filter(area=OuterRef("pk"), grant__in=workers))
    grids = Area.objects.filter(community=community, level=Level.GRID, is_active=True)
    return list(grids.annotate(tended=tended).order_by("position", "pk"))


@once
def _counts(community: Area) -> dict[str, int]:
    secretaries = RoleGrant.objects.in_force().filter(role=COMMUNITY_SECRETARY)
    buildings = Building.objects.filter(community=community)
    return counted(
        departments=Department.objects.filter(area__in=community.ancestor_ids, is_active=True),
        secretaries=AreaScope.objects.filter(area=community, grant__in=secretaries),
        buildings=buildings,
        loose_buildings=buildings.filter(grid=None),
        people=Resident.objects.present().filter(community=community),
    )
