"""What can be done with an activity at the desk, and with somebody's place in it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.viewer import Viewer
from activities.actions import (
    activities,
    announcing,
    children,
    enrolling,
    paper,
    portraits,
    presence,
    waiting,
)
from activities.forms import desk as forms
from activities.forms.announcing import AnnounceForm
from activities.forms.children import BroughtForm
from activities.forms.portraits import HowForm
from activities.models import Activity, Enrolment
from activities.queries.door import Visit
from activities.views.enclaves import ASK
from activities.workflow import OPEN, Place, Status
from communities.forms.base import NothingForm
from communities.models import Area, Resident
from communities.views.acts import Act, table


def _unpublished(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status in {Status.DRAFT, Status.PROPOSED}


def _proposed(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status == Status.PROPOSED


def _open(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status in OPEN


def _announced(_viewer: Viewer, activity: Activity) -> bool:
    return activity.takes_people and not activity.helpers_only


def _ahead(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status in {Status.DRAFT, Status.PUBLISHED}


def _takes_people(_viewer: Viewer, activity: Activity) -> bool:
    return activity.takes_people and not activity.has_roster


def _takes_children(_viewer: Viewer, activity: Activity) -> bool:
    return activity.takes_people and activity.has_roster


def _begun(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status == Status.PUBLISHED and activity.starts_at <= timezone.now()


def _held(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status == Status.HELD


def write_down(
    activity: Activity, *, actor: User | None, name: str, phone: str, home: Area | None = None
) -> Any:
    return enrolling.enrol(activity, _person(activity, name, phone, home), actor=actor)


def _person(activity: Activity, name: str, phone: str, home: Area | None) -> enrolling.Person:
    ours = home is None or home.pk == activity.community_id
    return enrolling.Person(name, phone=phone, home=None if ours else home)


ACTIVITY_ACTS = table(
    Act(
        "publish", _("发布"), NothingForm, activities.publish,
        _("已发布，居民看得到了"), _unpublished, "send",
        _("发布以后，居民在活动日历上看得到，可以报名。居民自己提出的，发布就是社区同意了。"),
    ),
    Act(
        "enrol", _("代人报名"), forms.PersonForm, write_down,
        _("已报名"), _takes_people, "plus", _("没有手机的老人、打电话来的人，在这里替他报。"),
    ),
    ASK,
    Act(
        "child", _("代孩子报名"), BroughtForm, children.write_down,
        _("已报名；监护人可以接，别人来接请在他的页上写"), _takes_children, "plus",
        _("家长没有手机、打电话来的，在这里替他报。"),
    ),
    Act(
        "hold", _("登记已举办"), forms.HoldForm, activities.hold,
        _("已登记"), _begun, "check",
        _("没签到的都记为“没来”，以后补不了；纸质名单先补记再登记。没来不会影响他们。"),
    ),
    Act(
        "close", _("结项"), NothingForm, activities.close,
        _("已结项"), _held, "folder", _("照片、签到、反馈都齐了再结项。"),
    ),
    Act(
        "correct", _("更正"), forms.DeskFactsForm, activities.correct,
        _("已更正"), _open, "edit", _("改了时间或地点，报名的人会收到消息。"),
    ),
    Act(
        "announce", _("写成通知"), AnnounceForm, announcing.announce,
        _("通知的草稿写好了，在“通知公告”里改好、交核对"), _announced, "send",
        _("照活动写一份通知的草稿；居民看通知时点一下就能报名。"),
    ),
    Act(
        "repeat", _("再排几场"), forms.RepeatForm, activities.repeat,
        _("已排好，成了一个系列"), _ahead, "calendar", _("一样的时间、地点、名额，隔几天来一次。"),
    ),
    Act(
        "decline", _("不同意"), forms.ReasonForm, activities.decline,
        _("已告诉提出的人"), _proposed, "close",
    ),
    Act(
        "cancel", _("取消活动"), forms.ReasonForm, activities.cancel,
        _("已取消，报名的人都会收到消息"), _ahead, "close",
        _("报名和候补的人都会收到消息，日历上写着“已取消”。"), True,
    ),
)  # fmt: skip


def _live(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and row.activity.takes_people


def _offered(_viewer: Viewer, row: Enrolment) -> bool:
    return row.status == Place.OFFERED


def _role_open(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and row.activity.status in {Status.PUBLISHED, Status.HELD}


def _silent(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and not row.lets_show


def _agreed(_viewer: Viewer, row: Enrolment) -> bool:
    return row.lets_show


ENROLMENT_ACTS = table(
    Act(
        "role", _("改角色"), forms.RoleForm, presence.set_role,
        _("已改"), _role_open, "users", _("谁组织、谁协助、谁参加；志愿服务记录按这个认。"),
    ),
    Act(
        "confirm", _("替他确认"), NothingForm, waiting.confirm,
        _("已确认"), _offered, "check", _("他在电话里说来，再替他确认。"),
    ),
    Act(
        "leave", _("取消报名"), NothingForm, enrolling.leave,
        _("已取消，名额让给候补的人"), _live, "close",
    ),
    Act(
        "portrait", _("同意公开照片"), HowForm, portraits.agree, _("记下了"), _silent, "check",
        _("他自己说的（孩子由监护人说），这场活动里有他的照片可以公开；随时可以撤回。"),
    ),
    Act(
        "no-portrait", _("撤回照片同意"), NothingForm, portraits.withdraw,
        _("撤回了，有他的照片已经撤下"), _agreed, "close",
    ),
)  # fmt: skip


def sign_in(row: Enrolment, *, actor: User) -> Any:
    return presence.arrive(row, actor=actor)


def sign_out(row: Enrolment, *, actor: User) -> Any:
    return presence.go(row.presence, actor=actor)


def sign_in_from(visit: Visit, *, who: Resident, actor: User) -> Any:
    return presence.arrive_from(visit.activity, visit.household, who=who, actor=actor)


def write_in(
    activity: Activity, *, actor: User, name: str, phone: str, home: Area | None = None
) -> Any:
    return presence.walk_in(activity, _person(activity, name, phone, home), actor=actor)


def _door_open(_viewer: Viewer, visit: Visit) -> bool:
    return visit.activity.door_is_open and not visit.activity.has_roster


def _not_there(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and row.presence is None


def _there(_viewer: Viewer, row: Enrolment) -> bool:
    return row.card_id is None and row.presence is not None and row.presence.left_at is None


def _published(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status == Status.PUBLISHED and not activity.has_roster


def _paper(_viewer: Viewer, activity: Activity) -> bool:
    return paper.takes_paper(activity)


def _brought(_viewer: Viewer, activity: Activity) -> bool:
    return activity.status == Status.PUBLISHED and activity.has_roster


DOOR_ACTS = table(
    Act(
        "in", _("签到"), NothingForm, sign_in, _("已签到"), _not_there, "check",
        _("没带手机、不会扫码的，由您替他签。"),
    ),
    Act("out", _("签退"), NothingForm, sign_out, _("已签退"), _there, "out"),
)  # fmt: skip
WALK_IN_ACTS = table(
    Act(
        "walk-in", _("现场来的人"), forms.PersonForm, write_in, _("已签到"), _published, "plus",
        _("没报名也来了的：还有名额就记下来。"),
    ),
    Act(
        "bring", _("现场来的孩子"), BroughtForm, children.bring, _("已签到"), _brought, "plus",
        _("没报名就带来的：还有名额就记下来，写清监护人的电话。"),
    ),
    Act(
        "paper", _("照纸质名单补记"), forms.PaperForm, paper.write_down,
        _("已照名单补记"), _paper, "check",
        _("时间按活动的开始到结束算。帮忙的人，时长等同事核对了才算；积分不自动给，要给的在积分里登记。"),
    ),
)  # fmt: skip

HOUSEHOLD_ACTS = table(
    Act(
        "in", _("签到"), forms.MemberForm, sign_in_from,
        _("签到好了"), _door_open, "check", _("问一声今天来的是谁。没有智码的，在名单上签到。"),
    ),
)  # fmt: skip
