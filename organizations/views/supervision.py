"""The pool of supervisors, and who asks for one; who stands in the pool and what he wrote down is
done on a worker's page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import supervision_asks
from organizations.forms import supervision as forms
from organizations.forms.social_workers import ReasonForm
from organizations.queries import supervision as queries
from organizations.queries import supervision_asks as asks
from organizations.supervision_workflow import Topic


@login_required
@require_GET
def pool(request: ViewerRequest) -> HttpResponse:
    found = queries.pool(request.viewer, request.GET.get("topic", ""))
    here = reverse("organizations:supervisors")
    tabs = [
        {
            "label": label,
            "url": f"{here}?topic={code}" if code else here,
            "current": code == found.topic,
        }
        for code, label in [("", _("全部")), *Topic.choices]
    ]
    return render(request, "organizations/supervisors.html", {"page": found, "tabs": tabs})


# --- who asks for one -----------------------------------------------------------------------------
ASK_ACTS = table(
    Act(
        "match", gettext_lazy("匹配督导"), forms.MatchForm, supervision_asks.match,
        gettext_lazy("匹配好了，双方收到消息"), asks.may_match, "users",
        gettext_lazy("擅长这些、又能来这里的，合适的排在前面。"),
    ),
    Act(
        "sitting", gettext_lazy("记督导"), forms.SittingForm, supervision_asks.note,
        gettext_lazy("记下了，他收到消息"), asks.may_note, "talk",
        gettext_lazy("只记题目；只有您、他本人和他的负责人看得到。"),
    ),
    Act(
        "word", gettext_lazy("说说怎么样"), forms.WordForm, supervision_asks.say_how_it_was,
        gettext_lazy("谢谢，记下了"), asks.may_say, "star",
    ),
    Act(
        "turn-down", gettext_lazy("这次来不了"), NothingForm, supervision_asks.turn_down,
        gettext_lazy("好的，再请另一位"), asks.may_turn_down, "out",
    ),
    Act(
        "refuse", gettext_lazy("没有合适的"), ReasonForm, supervision_asks.refuse,
        gettext_lazy("已回复"), asks.may_refuse, "close", "", True,
    ),
    Act(
        "withdraw", gettext_lazy("不用了"), NothingForm, supervision_asks.withdraw,
        gettext_lazy("收回了"), asks.may_withdraw, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def asked(request: ViewerRequest) -> HttpResponse:
    found = asks.board(request.viewer)
    return render(request, "organizations/supervision_asks.html", {"board": found})


@login_required
@require_GET
def ask(request: ViewerRequest, pk: int) -> HttpResponse:
    found = asks.get_ask(request.viewer, pk)
    context = {
        "page": asks.ask_page(request.viewer, found),
        "buttons": buttons(request.viewer, found, ASK_ACTS, "organizations:supervision_ask_act"),
    }
    return render(request, "organizations/supervision_ask.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def ask_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = asks.get_ask(request.viewer, pk)
    back = reverse("organizations:supervision_ask", args=[pk])
    return perform(request, ActPage(found, f"{found.name} · {found.about}", back, ASK_ACTS), slug)
