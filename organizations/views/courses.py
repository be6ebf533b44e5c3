"""Training courses at the desk: announced, enrolled for, signed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import (
    Act,
    ActPage,
    NewPage,
    begin,
    buttons,
    perform,
    posted,
    table,
)
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import courses, trainers
from organizations.actions.courses import Course
from organizations.forms import courses as forms
from organizations.forms.organizations import ReasonForm
from organizations.forms.trainers import HowItWasForm
from organizations.queries import courses as queries
from organizations.queries import trainers as trainer_queries

COURSE_ACTS = table(
    Act(
        "enrol", gettext_lazy("报名"), forms.EnrolForm, courses.enrol,
        gettext_lazy("报上了，前一天会提醒"), queries.may_enrol, "plus",
        gettext_lazy("到了由基地签到，学时自己会登记上，等建档的社区或机构核对。"),
    ),
    Act(
        "sign", gettext_lazy("签到"), forms.SignForm, courses.sign,
        gettext_lazy("签好了，到了的人学时已登记，等核对"), queries.may_sign, "check",
        gettext_lazy("签了就定了；到了的人由基地登记学时，再由建档的社区或机构核对。"),
    ),
    Act(
        "grade", gettext_lazy("登记考核结果"), forms.GradeForm, courses.grade,
        gettext_lazy("登记好了，通过的人有结业证了"), queries.may_grade, "star",
        gettext_lazy("登记了就定了；每个人会收到消息。"),
    ),
    Act(
        "word", gettext_lazy("说说怎么样"), HowItWasForm, trainers.say_how_it_was,
        gettext_lazy("谢谢，记下了"), trainer_queries.may_say, "star",
        gettext_lazy("三个人以上说了才显示，不写是谁。"),
    ),
    Act(
        "withdraw", gettext_lazy("退名额"), forms.WithdrawForm, courses.withdraw,
        gettext_lazy("退了，名额让出来了"), queries.may_withdraw, "out",
    ),
    Act(
        "cancel", gettext_lazy("取消培训"), ReasonForm, courses.cancel,
        gettext_lazy("取消了，报了名的人收到消息"), queries.may_cancel, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    form = forms.CourseFilterForm(request.GET)
    found = queries.board(request.viewer, form.filters())
    return render(request, "organizations/courses.html", {"board": found, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not queries.places_to_hold(viewer):
        raise Http404
    form = forms.CourseForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = courses.announce(said.pop("where"), Course(**said), actor=viewer.user)
        return redirect("organizations:course", made.pk)

    lead = _("在开放的设施办，或者在机构自己的地方办；办完由基地签到。")
    page = NewPage(_("社工培训"), reverse("organizations:courses"), _("发布培训"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def course(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_course(request.viewer, pk)
    context = {
        "page": queries.course_page(request.viewer, found),
        "received": trainer_queries.received(found),
        "words": trainer_queries.words_on(request.viewer, found),
        "buttons": buttons(request.viewer, found, COURSE_ACTS, "organizations:course_act"),
    }
    return render(request, "organizations/course.html", context)


@login_required
@require_GET
def certificate(request: ViewerRequest, pk: int) -> HttpResponse:
    """On the screen as on paper."""
    found = queries.get_certificate(request.viewer, pk)
    return render(request, "organizations/course_certificate.html", {"row": found})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def course_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_course(request.viewer, pk)
    back = reverse("organizations:course", args=[pk])
    return perform(request, ActPage(found, found.title, back, COURSE_ACTS), slug)
