"""What a social worker learns and earns: acts of his page, and the page of his pay."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import pay, schooling
from organizations.forms import schooling as forms
from organizations.forms.social_workers import ReasonForm
from organizations.models import EducationHours, ExamEntry, SocialWorker
from organizations.queries import schooling as queries
from organizations.schooling_workflow import COUNT, PASS


def _waits(viewer: Viewer, row: EducationHours) -> bool:
    return row.status in COUNT.sources and queries.may_look(viewer, row)


HOURS_ACTS = table(
    Act(
        "count", _("算数"), NothingForm, schooling.count_hours,
        _("核对了，计入学时"), _waits, "check", _("看过结业证或证明的原件，再点。"),
    ),
    Act(
        "refuse", _("不算"), ReasonForm, schooling.refuse_hours,
        _("已回复"), _waits, "close",
    ),
)  # fmt: skip


def _is_open(viewer: Viewer, entry: ExamEntry) -> bool:
    return entry.status in PASS.sources and queries.may_decide(viewer, entry)


EXAM_ACTS = table(
    Act(
        "pass", _("通过了"), NothingForm, schooling.note_passed,
        _("记下了，已告诉他；证书到手以后请登记证书"), _is_open, "check",
        _("照成绩单；奖励按所在地的规定算。"),
    ),
    Act(
        "fail", _("没通过"), NothingForm, schooling.note_failed,
        _("记下了"), _is_open, "close",
    ),
    Act(
        "pay", _("发奖励"), forms.RewardForm, schooling.pay_reward,
        _("记下了，已告诉他"), queries.may_pay_out, "gift", _("核对成绩的和发奖励的是两个人。"),
    ),
)  # fmt: skip


def _anybody(_viewer: Viewer, _worker: SocialWorker) -> bool:
    """The page lets nobody else in."""
    return True


PAY_ACTS = table(
    Act(
        "set", _("登记岗位和津贴"), forms.PayForm, pay.set_pay,
        _("登记了，前一份到此为止"), _anybody, "edit",
        _("只有发津贴的和他本人看得到，每次查看都有记录。"),
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def hours_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_hours(request.viewer, pk)
    back = reverse("organizations:social_worker", args=[found.worker_id])
    return perform(request, ActPage(found, f"{found.worker.name}", back, HOURS_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def exam_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_exam(request.viewer, pk)
    back = reverse("organizations:social_worker", args=[found.worker_id])
    return perform(request, ActPage(found, f"{found.worker.name}", back, EXAM_ACTS), slug)


@login_required
@require_GET
def worker_pay(request: ViewerRequest, pk: int) -> HttpResponse:
    page = queries.pay_page(request.viewer, pk)
    return render(request, "organizations/worker_pay.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def pay_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_paid(request.viewer, pk)
    back = reverse("organizations:worker_pay", args=[pk])
    return perform(request, ActPage(found, str(found.name), back, PAY_ACTS), slug)
