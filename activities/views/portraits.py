"""Photos of an activity: the desk's page, the picture itself, one's own yes or no."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from activities.actions import portraits
from activities.forms import portraits as forms
from activities.forms.desk import ReasonForm
from activities.models import ActivityPhoto, Enrolment
from activities.queries import desk as desk_queries
from activities.queries import portraits as queries
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, NewPage, begin, perform, posted, table
from core import files
from core.http import ViewerRequest
from core.idempotency import idempotent

OWN = "organizations/own_act.html"


def _hidden(_viewer: Viewer, photo: ActivityPhoto) -> bool:
    return photo.published_at is None


def _shown(_viewer: Viewer, photo: ActivityPhoto) -> bool:
    return photo.published_at is not None


def _silent(_viewer: Viewer, row: Enrolment) -> bool:
    return not row.lets_show


def _agreed(_viewer: Viewer, row: Enrolment) -> bool:
    return row.lets_show


PHOTO_ACTS = table(
    Act(
        "who", gettext_lazy("照片里有谁"), forms.WhoForm, portraits.say_who,
        gettext_lazy("记下了"), _hidden, "users",
        gettext_lazy("认得出的每一个人都要选上；有一个没同意，就不能公开。"),
    ),
    Act(
        "publish", gettext_lazy("公开"), NothingForm, portraits.publish,
        gettext_lazy("公开了，在活动的页上"), _hidden, "eye",
        gettext_lazy("照片里的人都同意了才能公开；谁撤回，照片马上撤下。"),
    ),
    Act(
        "take-down", gettext_lazy("撤下"), ReasonForm, portraits.take_down,
        gettext_lazy("撤下了"), _shown, "close",
    ),
    Act(
        "remove", gettext_lazy("删掉照片"), NothingForm, portraits.remove,
        gettext_lazy("删掉了"), _hidden, "close", gettext_lazy("照片本身删掉，找不回来。"), True,
    ),
)  # fmt: skip
PORTRAIT_ACTS = table(
    Act(
        "agree", gettext_lazy("同意公开照片"), NothingForm, portraits.agree,
        gettext_lazy("谢谢您。随时可以撤回"), _silent, "check",
        gettext_lazy("这场活动的照片里有您（或您的孩子）的，可以放在活动的页上。不同意也照样参加。"),
    ),
    Act(
        "withdraw", gettext_lazy("撤回同意"), NothingForm, portraits.withdraw,
        gettext_lazy("撤回了，有您的照片已经撤下"), _agreed, "close",
        gettext_lazy("不用说原因。点下去，有您的照片马上撤下。"),
    ),
)  # fmt: skip


@login_required
@require_GET
def photos(request: ViewerRequest, pk: int) -> HttpResponse:
    found = desk_queries.get_activity(request.viewer, pk)
    context = {"activity": found, "lines": queries.photos_of(found)}
    return render(request, "activities/photos.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def photo_new(request: ViewerRequest, pk: int) -> HttpResponse:
    found = desk_queries.get_activity(request.viewer, pk)
    form = forms.PhotoForm(posted(request), request.FILES or None, viewer=request.viewer)
    page = NewPage(
        title=found.heading,
        back=reverse("activities:photos", args=[pk]),
        label=_("放一张照片"),
        lead=_("先放上来，再写照片里有谁；他们都同意了才公开。"),
    )

    def make(said: dict[str, Any]) -> HttpResponse:
        made = portraits.add(found, actor=request.viewer.actor, **said)
        return redirect("activities:photo_act", made.pk, "who")

    return begin(request, form, page, make)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def photo_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_photo(request.viewer, pk)
    back = reverse("activities:photos", args=[found.activity_id])
    return perform(request, ActPage(found, found.activity.heading, back, PHOTO_ACTS), slug)


@require_GET
def photo(request: ViewerRequest, pk: int) -> HttpResponseBase:
    return files.file_response(queries.stored(request.viewer, pk))


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def portrait(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.own_place(request.viewer, pk)
    back = reverse("activities:activity", args=[row.activity_id])
    title = f"{row.name} · {row.activity.heading}" if row.card_id else row.activity.heading
    return perform(request, ActPage(row, title, back, PORTRAIT_ACTS, OWN), slug)
