"""飞地 at the desks of both sides: the board, one agreement, what is done with it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from activities.actions import enclaves
from activities.forms import enclaves as forms
from activities.forms.desk import GuestForm
from activities.models import Activity, Enclave, Enrolment
from activities.queries import enclaves as queries
from activities.workflow import STANDING
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, table
from core.exports.registry import by_kind
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


def may_ask(_viewer: Viewer, activity: Activity) -> bool:
    among_us = not (activity.is_shared or activity.helpers_only or activity.has_roster)
    return activity.is_unpublished and among_us


ASK = Act(
    "ask", _("和外面一起办"), forms.AskForm, enclaves.ask,
    _("已发给对方，等他们答复"), may_ask, "link",
    _("飞地活动：在邻社区或单位的场地办，或者请邻社区的居民来。对方答应了再发布，两边的日历上都有，"
      "两边的居民都能报名；现场由我们签到，来的人各算各社区的。"),
)  # fmt: skip


def _may_answer(viewer: Viewer, row: Enclave) -> bool:
    return row.is_asked and row.activity.is_unpublished and queries.hosts(viewer, row)


def _may_withdraw(viewer: Viewer, row: Enclave) -> bool:
    return row.status in STANDING and row.activity.is_unpublished and queries.holds(viewer, row)


def _may_send(viewer: Viewer, row: Enclave) -> bool:
    ours = row.host_id is not None and queries.hosts(viewer, row)
    return ours and row.is_agreed and row.activity.takes_people


ENCLAVE_ACTS = table(
    Act(
        "agree", _("答应"), forms.AgreeForm, enclaves.agree,
        _("答应了，已告诉对方"), _may_answer, "check",
        _("他们发布以后，我们的日历上也有，我们的居民也能报名；谁报了名，承办方看得到姓名。"),
    ),
    Act(
        "send", _("代我们的居民报名"), GuestForm, enclaves.write_down,
        _("已报名"), _may_send, "plus",
        _("没有手机的老人、打电话来的人。姓名和电话会给承办的一方，留名额、通知用。"),
    ),
    Act(
        "decline", _("不答应"), forms.AnswerForm, enclaves.decline,
        _("已告诉对方"), _may_answer, "close",
    ),
    Act(
        "withdraw", _("收回"), NothingForm, enclaves.withdraw,
        _("收回了，已告诉对方"), _may_withdraw, "close",
        _("不在他们那里办了，也不请他们的居民了。"), True,
    ),
)  # fmt: skip


def _goes(_viewer: Viewer, row: Enrolment) -> bool:
    return row.is_live and row.activity.takes_people


SENT_ACTS = table(
    Act(
        "leave", _("取消报名"), NothingForm, enclaves.take_off,
        _("已取消，名额让给候补的人"), _goes, "close",
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    found = queries.board(request.viewer, row_seen(request))
    next_url = ""
    if found.next_before is not None:
        next_url = f"{reverse('activities:enclaves')}?before={found.next_before}"
    context = {
        "board": found,
        "next_url": next_url,
        "may_export": request.viewer.role.exports,
        "export": by_kind["activities.enclaves"],
    }
    return render(request, "activities/enclaves.html", context)


@login_required
@require_GET
def enclave(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_enclave(request.viewer, pk)
    context = {
        "page": queries.enclave_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, ENCLAVE_ACTS, "activities:enclave_act"),
    }
    return render(request, "activities/enclave.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def enclave_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_enclave(request.viewer, pk)
    back = reverse("activities:enclave", args=[pk])
    return perform(request, ActPage(found, found.activity.heading, back, ENCLAVE_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def sent_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_sent(request.viewer, pk)
    agreed = queries.agreement(row.activity)
    if agreed is None:
        raise Http404
    back = reverse("activities:enclave", args=[agreed.pk])
    title = f"{row.name} · {row.activity.heading}"
    return perform(request, ActPage(row, title, back, SENT_ACTS), slug)
