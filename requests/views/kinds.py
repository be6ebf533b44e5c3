"""What few may see: the name behind a report, and what is in the hands of one named person."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.views.acts import Act, ActPage, do, perform, posted, refuse, table
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import protecting, unsealing
from requests.forms import kinds as forms
from requests.queries import sealed as queries
from requests.views.pages import older


@login_required
@require_safe
def reports(request: ViewerRequest) -> HttpResponse:
    rows, mark = queries.reports(request.viewer, request.GET.get("before", ""))
    context = {"rows": rows, "next_url": older(request, mark)}
    return render(request, "requests/sealed.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def report(request: ViewerRequest, pk: int) -> HttpResponse:
    """In clear on the page that answers the post, once; a reload shows the question again."""
    row = queries.get_report(request.viewer, pk)
    form = forms.UnsealForm(posted(request), viewer=request.viewer, about=row)
    author = None
    if request.method == "POST" and form.is_valid():
        try:
            author = unsealing.open_author(row, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
    context = {"row": row, "form": form, "author": author}
    status = 422 if form.errors else 200
    return render(request, "requests/sealed_one.html", context, status=status)


@login_required
@require_safe
def protective(request: ViewerRequest) -> HttpResponse:
    ended = request.GET.get("tab") == "ended"
    before = request.GET.get("before", "")
    lines, mark = queries.protective(request.viewer, ended=ended, before=before)
    here = reverse("requests:protective")
    context = {
        "lines": lines,
        "tabs": [
            {"label": _("在办的"), "url": here, "current": not ended},
            {"label": _("结束的"), "url": f"{here}?tab=ended", "current": ended},
        ],
        "named": [] if ended else queries.named(request.viewer),
        "next_url": older(request, mark),
    }
    return render(request, "requests/protective.html", context)


@login_required
@require_safe
def protective_case(request: ViewerRequest, pk: int) -> HttpResponse:
    case = queries.get_protective(request.viewer, pk)
    protecting.see(case, by=request.viewer)
    page = queries.case_page(queries.get_protective(request.viewer, pk))
    context = {"page": page, "acts": list(ACTS.values()) if page.is_open else []}
    return render(request, "requests/protective_case.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def protective_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    case = queries.get_protective(request.viewer, pk)
    viewer = request.viewer

    def run(subject: Any, *, actor: Any, **values: Any) -> Any:
        return RUN[slug](subject, by=viewer, **values)

    acts = {name: Act(**{**vars(act), "run": run}) for name, act in ACTS.items()}
    back = reverse("requests:protective_case", args=[pk])
    if slug == "give_back":
        back = reverse("requests:protective")
    return perform(request, ActPage(case, case.service_request.number, back, acts), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def name_officer(request: ViewerRequest, pk: int) -> HttpResponse:
    area = queries.get_named_area(request.viewer, pk)
    form = forms.NameOfficerForm(posted(request), viewer=request.viewer, about=area)
    back = reverse("requests:protective")
    if request.method == "POST" and form.is_valid():
        done = _("记下了，从现在起由他看")
        return do(request, back, done, protecting.name_officer, area, **form.cleaned_data)
    act = {
        "label": _("指定保护专人"),
        "lead": _("孩子、生命有危险的事，越过队列直接到他手里；他要随时接得到电话。"),
        "final": False,
    }
    context = {"form": form, "act": act, "title": area, "back": back}
    return render(request, "communities/act.html", context, status=422 if form.errors else 200)


def _open(viewer: Any, case: Any) -> bool:
    return case.closed_at is None


RUN: dict[str, Callable[..., Any]] = {
    "step": protecting.note_step,
    "hand_over": protecting.hand_over,
    "close": protecting.close,
    "give_back": protecting.give_back,
}
ACTS = table(
    Act("step", _("记下做了什么"), forms.ProtectiveStepForm, RUN["step"], _("记下了"), _open),
    Act(
        "hand_over",
        _("交给后备的人"),
        forms.HandOverForm,
        RUN["hand_over"],
        _("交过去了，他收到了消息"),
        _open,
        icon="switch",
    ),
    Act(
        "close",
        _("有人接手了，结束"),
        forms.CloseProtectiveForm,
        RUN["close"],
        _("结束了，提出的人收到了答复"),
        _open,
        icon="check",
    ),
    Act(
        "give_back",
        _("不是这类事，退回"),
        forms.GiveBackForm,
        RUN["give_back"],
        _("退回队列了，照常办"),
        _open,
        icon="undo",
    ),
)
