"""What the desk can do with a volunteer or a team, as tables."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.forms.base import FindsAccount, NothingForm
from communities.views.acts import Act, table
from volunteers.access import is_keeper
from volunteers.actions import accounts, certificates, hours, standing, teams
from volunteers.forms import certificates as certificate_forms
from volunteers.forms import desk as forms
from volunteers.forms import hours as hour_forms
from volunteers.forms import teams as team_forms
from volunteers.models import TeamMembership, Volunteer, VolunteerTeam
from volunteers.queries import certificates as certificate_queries
from volunteers.queries import volunteers as queries
from volunteers.workflow import (
    ACCEPT,
    ACTIVATE,
    DECLINE,
    REINSTATE,
    SUSPEND,
    WITHDRAW,
    TeamStatus,
    Transition,
    VolunteerStatus,
)

Offered = Callable[[Viewer, Volunteer], bool]


def _goes(transition: Transition) -> Offered:
    return lambda viewer, person: is_keeper(viewer) and person.status in transition.sources


def _here(viewer: Viewer, person: Volunteer) -> bool:
    return is_keeper(viewer) and person.status != VolunteerStatus.WITHDRAWN


def _is_ready(viewer: Viewer, person: Volunteer) -> bool:
    ready = bool(person.identity) and not queries.lacks_guardian(person)
    return ready and _goes(ACCEPT)(viewer, person)


def _is_unchecked(viewer: Viewer, person: Volunteer) -> bool:
    return _here(viewer, person) and not person.identity


def _has_no_account(viewer: Viewer, person: Volunteer) -> bool:
    return _here(viewer, person) and person.user_id is None


def _wants_paper(viewer: Viewer, person: Volunteer) -> bool:
    """Who has a telephone applies himself."""
    return _has_no_account(viewer, person) and certificate_queries.has_hours(person)


def _serves(viewer: Viewer, person: Volunteer) -> bool:
    """Not his own, and not of who is no volunteer yet."""
    known = person.status != VolunteerStatus.APPLIED and person.user_id != viewer.user_id
    return is_keeper(viewer) and known


def _is_mendable(viewer: Viewer, person: Volunteer) -> bool:
    return _here(viewer, person) and person.resident_id is None


def _has_licence(viewer: Viewer, person: Volunteer) -> bool:
    needs = any(held.skill.needs_licence for held in person.skills.all())  # fetched with him
    return _here(viewer, person) and needs


def _lacks_guardian(viewer: Viewer, person: Volunteer) -> bool:
    return _here(viewer, person) and queries.lacks_guardian(person)


def _has_guardian(viewer: Viewer, person: Volunteer) -> bool:
    minor = _here(viewer, person) and person.is_minor()
    return minor and not queries.lacks_guardian(person)


VOLUNTEER_ACTS = table(
    Act(
        "accept", _("通过登记"), NothingForm, standing.accept,
        _("通过了，也告诉他了"), _is_ready, "check",
        _("通过后他就在册，可以收到邀请；每一次他都可以不接。"),
    ),
    Act(
        "verify", _("实名核对"), forms.VerifyForm, standing.verify_identity,
        _("核对过了"), _is_unchecked, "shield",
        _("请先看过本人和身份证。"),
    ),
    Act(
        "account", _("关联账号"), FindsAccount, accounts.link_account,
        _("关联好了，以后他自己看得到、改得了"), _has_no_account, "link",
        _("他当面用手机登录过，就填他登录的号码。请先看过是他本人。"),
    ),
    Act(
        "guardian", _("登记监护人同意"), forms.GuardianForm, standing.record_guardian,
        _("已登记"), _lacks_guardian, "hands",
        _("14 到 17 岁的孩子要有监护人同意，才能通过登记。"),
    ),
    Act(
        "licence", _("看证件"), forms.LicenceForm, standing.check_licence,
        _("记下了，现在可以请他做这一项"), _has_licence, "doc",
    ),
    Act(
        "insure", _("登记保险"), forms.InsuranceForm, standing.insure,
        _("记下了，有风险的事也可以请他了"), _here, "shield",
        _("陪诊、登高这样的事，投了保的人才请得到。"),
    ),
    Act(
        "hours", _("补录时长"), hour_forms.EnterForm, hours.enter,
        _("记下了，等另一位同事核对"), _serves, "clock",
        _("没有签到、没有单子的服务补录在这里；另一位同事核对以后才计入。"),
    ),
    Act(
        "certificate", _("替他申请证明"), certificate_forms.ApplyForm, certificates.apply,
        _("申请好了，等另一位同事核对"), _wants_paper, "doc",
        _("没有手机的志愿者到服务台来说，在这里替他申请；核对由另一位同事来。"),
    ),
    Act(
        "correct", _("更正资料"), forms.CorrectForm, standing.correct,
        _("已更正"), _is_mendable,
    ),
    Act(
        "reinstate", _("恢复服务"), forms.ReasonForm, standing.reinstate,
        _("恢复了，也告诉他了"), _goes(REINSTATE), "undo",
    ),
    Act(
        "decline", _("不通过"), forms.ReasonForm, standing.decline,
        _("已回复本人"), _goes(DECLINE), "close", _("他会看到原因，随时可以再登记。"), True,
    ),
    Act(
        "suspend", _("暂停服务"), forms.ReasonForm, standing.suspend,
        _("已暂停，也告诉他了"), _goes(SUSPEND), "pause",
        _("暂停期间不再邀请他；他会看到原因。"), True,
    ),
    Act(
        "guardian-withdrew", _("监护人撤回同意"), forms.ReasonForm, standing.withdraw_guardian,
        _("已登记，他不再参加服务"), _has_guardian, "undo", "", True,
    ),
    Act(
        "withdraw", _("替他退出"), forms.ReasonForm, standing.withdraw,
        _("已退出"), _goes(WITHDRAW), "out", _("本人打电话或当面说了要退出，才办这一项。"), True,
    ),
)  # fmt: skip


# --- teams ---------------------------------------------------------------------------------------
def _keeps(viewer: Viewer, _subject: Any) -> bool:
    return is_keeper(viewer)


def _stands(viewer: Viewer, team: VolunteerTeam) -> bool:
    return is_keeper(viewer) and team.status != TeamStatus.DISSOLVED


def _may_begin(viewer: Viewer, team: VolunteerTeam) -> bool:
    return is_keeper(viewer) and team.status in ACTIVATE.sources


def _is_pioneer(viewer: Viewer, team: VolunteerTeam) -> bool:
    return _stands(viewer, team) and team.is_pioneer


def _remove(team: VolunteerTeam, *, membership: TeamMembership, actor: User) -> None:
    teams.leave_team(membership, actor=actor)


COMMUNITY_ACTS = table(
    Act(
        "found", _("组建队伍"), team_forms.TeamForm, teams.found_team,
        _("队伍组好了，下一步请队员、定队长"), _keeps, "plus",
    ),
)  # fmt: skip

TEAM_ACTS = table(
    Act(
        "activate", _("开始服务"), NothingForm, teams.activate_team,
        _("队伍开始服务了"), _may_begin, "check",
        _("有了队长就可以开始；先锋服务队要 1+2+N 齐了。"),
    ),
    Act(
        "add", _("加队员"), team_forms.AddMemberForm, teams.add_member,
        _("加进来了，也告诉他了"), _stands, "plus", _("只加自己愿意的人。"),
    ),
    Act(
        "social-worker", _("配社工"), team_forms.AddSocialWorkerForm, teams.add_social_worker,
        _("配好了"), _is_pioneer, "hands",
    ),
    Act(
        "leader", _("定队长"), team_forms.MemberForm, teams.change_leader,
        _("换好了，也告诉他了"), _stands, "star",
    ),
    Act(
        "deputy", _("定副队长"), team_forms.DeputyForm, teams.set_deputy,
        _("定好了"), _stands, "user",
    ),
    Act(
        "correct", _("改资料"), team_forms.CorrectTeamForm, teams.correct_team,
        _("改好了"), _stands,
    ),
    Act(
        "remove", _("队员离队"), team_forms.AnyMemberForm, _remove,
        _("已离队"), _stands, "out",
    ),
    Act(
        "dissolve", _("解散"), team_forms.DissolveForm, teams.dissolve_team,
        _("已解散，沿革留着"), _stands, "trash", _("队员都会离队；做过的服务记录不受影响。"), True,
    ),
)  # fmt: skip
