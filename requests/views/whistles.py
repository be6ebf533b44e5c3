"""街道吹哨、部门报到: the list, a new one, one of them, and what each side can do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, perform, posted, refuse, table
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import assessing, whistling
from requests.forms import whistles as forms
from requests.models import Whistle
from requests.queries import whistles as queries
from requests.views.pages import older
from requests.workflow.whistles import Side, whistle_step


@login_required
@require_safe
def whistles(request: ViewerRequest) -> HttpResponse:
    ended = request.GET.get("tab") == "ended"
    before = request.GET.get("before", "")
    rows, mark = queries.whistles(request.viewer, ended=ended, before=before)
    here = reverse("requests:whistles")
    tabs = [
        {"label": _("在办的"), "url": here, "current": not ended},
        {"label": _("结束的"), "url": f"{here}?tab=ended", "current": ended},
    ]
    context = {
        "rows": rows,
        "tabs": tabs,
        "may_draft": queries.may_draft(request.viewer),
        "next_url": older(request, mark),
    }
    return render(request, "requests/whistles.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def draft(request: ViewerRequest) -> HttpResponse:
    if not queries.may_draft(request.viewer):
        raise Http404
    asked = request.GET.get("request", "")
    about = queries.get_request(request.viewer, int(asked)) if asked.isdigit() else None
    form = forms.WhistleForm(posted(request), viewer=request.viewer, about=about)
    if request.method == "POST" and form.is_valid():
        try:
            row = whistling.draft(form.cleaned_data["asked"], by=request.viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("交街道审了，吹响了会告诉您"))
            return redirect("requests:whistle", row.pk)
    status = 422 if form.errors else 200
    return render(request, "requests/whistle_new.html", {"form": form}, status=status)


@login_required
@require_safe
def whistle(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_whistle(request.viewer, pk)
    side = whistling.side_of(request.viewer)
    missing = assessing.missing(row) if side == Side.STREET and row.status == "reported" else []
    offered = [one for one in ACTS.values() if one.offered(request.viewer, row)]
    context = {"page": queries.page(request.viewer, row, missing), "acts": offered}
    return render(request, "requests/whistle.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_whistle(request.viewer, pk)
    viewer = request.viewer

    def run(subject: Whistle, *, actor: Any, **values: Any) -> Any:
        thing: Any = queries.own_call(viewer, subject) if slug in OF_THE_CALL else subject
        return RUN[slug](thing, by=viewer, **values)

    acts = {name: Act(**{**vars(one), "run": run}) for name, one in ACTS.items()}
    back = reverse("requests:whistle", args=[pk])
    return perform(request, ActPage(row, str(row.title), back, acts), slug)


def _may(name: str) -> Callable[[Viewer, Whistle], bool]:
    step = whistle_step(name)

    def offered(viewer: Viewer, row: Whistle) -> bool:
        return row.status in step.sources and whistling.side_of(viewer) in step.sides

    return offered


def _call_waits(name: str, done: str, first: str = "") -> Callable[[Viewer, Whistle], bool]:
    offered = _may(name)

    def waits(viewer: Viewer, row: Whistle) -> bool:
        call = queries.own_call(viewer, row) if offered(viewer, row) else None
        if call is None or getattr(call, done) is not None:
            return False
        return not first or getattr(call, first) is not None

    return waits


def _marks(side: Side, about: str = "") -> Callable[[Viewer, Whistle], bool]:
    offered = _once("mark", about) if about else _may("mark")
    return lambda viewer, row: offered(viewer, row) and whistling.side_of(viewer) == side


def _once(name: str, about: str) -> Callable[[Viewer, Whistle], bool]:
    """Who has said it is not asked again."""
    offered = _may(name)
    return lambda viewer, row: (
        offered(viewer, row) and not assessing.has_said(row, about, by=viewer)
    )


OF_THE_CALL = frozenset({"acknowledge", "arrive", "report"})
RUN: dict[str, Callable[..., Any]] = {
    "issue": whistling.issue,
    "acknowledge": whistling.acknowledge,
    "arrive": whistling.arrive,
    "report": whistling.report,
    "judge": assessing.judge,
    "mark_department": assessing.mark_department,
    "mark_whistle": assessing.mark_whistle,
    "close": assessing.close,
    "settle": whistling.settle,
    "escalate": whistling.escalate,
    "refuse": whistling.refuse,
}
ACTS = table(
    Act(
        "issue", _("吹哨"), NothingForm, RUN["issue"], _("吹响了，部门收到了"), _may("issue"),
        icon="horn",
    ),
    Act(
        "acknowledge", _("签收"), NothingForm, RUN["acknowledge"], _("签收了"),
        _call_waits("acknowledge", "acknowledged_at"), icon="check",
    ),
    Act(
        "arrive", _("到现场了"), NothingForm, RUN["arrive"], _("记下了，街道看得到"),
        _call_waits("arrive", "arrived_at", "acknowledged_at"), icon="pin",
    ),
    Act(
        "report", _("报结果"), forms.ReportForm, RUN["report"], _("报上去了"),
        _call_waits("report", "reported_at", "arrived_at"), icon="send",
    ),
    Act(
        "judge", _("评结果"), forms.JudgeForm, RUN["judge"], _("记下了"), _once("judge", "result"),
        icon="scales",
    ),
    Act(
        "mark_department", _("评部门"), forms.MarkDepartmentForm, RUN["mark_department"],
        _("记下了"), _marks(Side.STREET), icon="star",
    ),
    Act(
        "mark_whistle", _("评这一哨"), forms.MarkWhistleForm, RUN["mark_whistle"], _("记下了"),
        _marks(Side.DEPARTMENT, "whistle"), icon="star",
    ),
    Act(
        "close", _("结束"), forms.MayAnswerForm, RUN["close"], _("结束了"), _may("close"),
        icon="check",
    ),
    Act(
        "settle", _("区里解决了"), forms.AnswerForm, RUN["settle"], _("结束了"), _may("settle"),
        icon="check",
    ),
    Act(
        "escalate", _("报到区县"), forms.WhyForm, RUN["escalate"], _("报上去了"),
        _may("escalate"), icon="up",
    ),
    Act(
        "refuse", _("不吹这一哨"), forms.AnswerForm, RUN["refuse"], _("告诉提的人了"),
        _may("refuse"), icon="close", final=True,
    ),
)  # fmt: skip
