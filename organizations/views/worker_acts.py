"""What can be done with a social worker, and with one of his stations."""

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from organizations.actions import (
    schooling,
    social_workers,
    stationings,
    supervision,
    supervision_asks,
)
from organizations.forms import schooling as schooling_forms
from organizations.forms import social_workers as forms
from organizations.forms import supervision as supervision_forms
from organizations.models import SocialWorker, Stationing
from organizations.models.social_workers import may_appoint_social_workers
from organizations.queries import schooling as schooling_queries
from organizations.queries import social_workers as queries
from organizations.queries import supervision as supervision_queries
from organizations.queries import supervision_asks as ask_queries
from organizations.worker_workflow import WorkerStatus


def _keeps(viewer: Viewer, worker: SocialWorker) -> bool:
    return worker.status != WorkerStatus.LEFT and queries.keeps_record(viewer, worker)


def _sends(viewer: Viewer, worker: SocialWorker) -> bool:
    """His organisation offers him; who may give the role takes him at once."""
    employs = worker.organization_id in viewer.organization_ids
    return _keeps(viewer, worker) and (employs or may_appoint_social_workers(viewer))


def _has_no_account(viewer: Viewer, worker: SocialWorker) -> bool:
    return worker.user_id is None and _sends(viewer, worker)


def _is_here(viewer: Viewer, worker: SocialWorker) -> bool:
    return worker.status == WorkerStatus.ACTIVE and _sends(viewer, worker)


WORKER_ACTS = table(
    Act(
        "certify", _("登记证书"), forms.CertifyForm, social_workers.certify_social_worker,
        _("证书已登记"), _keeps, "star",
    ),
    Act(
        "education", _("登记继续教育"), schooling_forms.HoursForm, schooling.tell_hours,
        _("记下了"), schooling_queries.may_tell, "book",
        _("自己登记的，由建档的社区或机构看过证明再算。"),
    ),
    Act(
        "exam", _("登记报考"), schooling_forms.ExamForm, schooling.enter_exam,
        _("记下了"), schooling_queries.may_tell, "edit",
        _("每年每级登记一次；考高级先要有社会工作师证书。网上的报名还请本人到全国的报名平台办。"),
    ),
    Act(
        "sitting", _("记督导"), supervision_forms.SittingForm, supervision.note,
        _("记下了，他收到消息"), supervision_queries.may_note, "talk",
        _("只记题目；只有您、他本人和他的负责人看得到。"),
    ),
    Act(
        "ask-supervisor", _("请督导"), supervision_forms.AskForm, supervision_asks.ask,
        _("提了，找到人会告诉他"), ask_queries.may_ask, "talk",
        _("只选题目；由管他档案的社区或机构从督导库里请人。"),
    ),
    Act(
        "supervisor", _("列入督导库"), supervision_forms.NameForm, supervision.name,
        _("列入了，大家找得到他"), supervision_queries.may_name, "star",
    ),
    Act(
        "arrange", _("改督导的地方和时间"), supervision_forms.ArrangeForm, supervision.arrange,
        _("改好了"), supervision_queries.may_arrange, "calendar",
    ),
    Act(
        "no-supervisor", _("移出督导库"), NothingForm, supervision.take_out,
        _("移出了，他记过的督导留着"), supervision_queries.may_take_out, "out",
    ),
    Act(
        "station", _("派到社区"), forms.StationForm, stationings.propose,
        _("已提出，等那个社区确认"), _sends, "pin",
    ),
    Act(
        "link", _("关联账号"), forms.LinkForm, social_workers.link_account,
        _("已关联，他可以进工作台了"), _has_no_account, "user",
    ),
    Act(
        "correct", _("更正资料"), forms.CorrectWorkerForm, social_workers.correct_social_worker,
        _("已更正"), _keeps, "edit",
    ),
    Act(
        "leave", _("办离岗"), forms.LeaveForm, social_workers.leave,
        _("已办离岗，他的权限也收回了"), _is_here, "out",
        _("所有驻站一起结束，社工的权限同时收回。"), True,
    ),
)  # fmt: skip


def _may_answer(viewer: Viewer, stationing: Stationing) -> bool:
    waits = not stationing.is_confirmed and not stationing.period.isempty
    return waits and queries.keeps_station(viewer, stationing)


def _runs(_viewer: Viewer, stationing: Stationing) -> bool:
    return stationing.is_confirmed and not stationing.period.isempty and stationing.period.upper_inf


STATIONING_ACTS = table(
    Act(
        "confirm", _("同意驻站"), NothingForm, stationings.confirm,
        _("已同意，他可以在这里开展工作了"), _may_answer, "check",
        _("同意后他得到本社区社工的权限，只在本社区有效。"),
    ),
    Act(
        "decline", _("不接"), forms.ReasonForm, stationings.decline,
        _("已回复机构"), _may_answer, "close",
    ),
    Act(
        "move", _("改社工站"), forms.MoveForm, stationings.move,
        _("改好了"), _runs, "pin",
    ),
    Act(
        "end", _("办离站"), forms.LeaveForm, stationings.end,
        _("已办离站，本社区的权限收回了"), _runs, "out", "", True,
    ),
)  # fmt: skip
