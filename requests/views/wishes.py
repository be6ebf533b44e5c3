"""心愿墙: the wall, one wish, making one; and at the desk what waits for a word of ours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.forms.base import DeskForm
from communities.queries.place import profile_for
from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.actions import wishing
from requests.actions.intake import Need
from requests.forms import wishes as forms
from requests.models import Wish
from requests.queries import wishes as queries
from requests.queries.place import place_of
from requests.tiers import tier_of


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    profile = profile_for(request.viewer)
    if profile is None:
        raise Http404
    return redirect("requests:wall", profile.area_id)


@require_safe
def wall(request: ViewerRequest, pk: int) -> HttpResponse:
    tab = request.GET.get("tab", "waiting")
    page = request.GET.get("page", "1")
    if not page.isdecimal() or len(page) > 4:
        raise Http404
    found = queries.wall(request.viewer, pk, tab=tab, page=int(page))
    here = reverse("requests:wall", args=[pk])
    labels = {"waiting": _("在等人"), "taken": _("有人领了"), "fulfilled": _("圆了")}
    tabs = [
        {
            "label": label,
            "url": f"{here}?tab={name}",
            "current": name == tab,
            "count": found.counts[name],
        }
        for name, label in labels.items()
    ]
    context = {
        "wall": found,
        "tabs": tabs,
        "tab": tab,
        "may_wish": not request.viewer.is_staff or tier_of(request.viewer) is not None,
    }
    return render(request, "requests/wall.html", context)


@require_safe
def one(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    found = queries.offered(request.viewer, public_id)
    context = {"found": found, "note": found.note, "guest": not request.viewer.is_signed_in}
    return render(request, "requests/wish.html", context)


@login_required
@require_POST
@idempotent
def take(request: ViewerRequest, public_id: UUID) -> HttpResponse:
    found = queries.offered(request.viewer, public_id)
    queries.open_for_taking(request.viewer, found.wish)
    try:
        row = wishing.take(found.wish, by=request.viewer)
    except DomainError as error:
        messages.info(request, str(error))
        return redirect("requests:wish", public_id)
    messages.success(request, _("是您的了，谢谢。先联系他，约个时间"))
    if request.viewer.is_staff:
        return redirect("requests:case", row.pk)
    return redirect("requests:task", row.public_id)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    """By oneself, or by staff for somebody who told them."""
    viewer = request.viewer
    at_desk = viewer.is_staff
    if at_desk and (tier_of(viewer) is None or viewer.sleeping):
        raise Http404
    place = place_of(viewer)
    if place.community is None:
        raise Http404
    kind = forms.StaffWishForm if at_desk else forms.WishForm
    form = kind(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        own = None if at_desk else form.whose
        need = Need(
            place.community,
            values["words"],
            grid=own.grid if own else None,
            resident=own,
            contact_name=values.get("contact_name", "") or (own.name.open() if own else ""),
            contact_phone=values.get("contact_phone", "")
            or ("" if at_desk else viewer.actor.phone.open()),
            consent_note=values.get("consent_note", ""),
        )
        try:
            wish = wishing.make_wish(need, help=values["help"], by=viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("收下了。改写好就挂上墙，有人领了告诉您"))
            if at_desk:
                return redirect("requests:desk_wishes")
            return redirect("requests:mine_one", wish.service_request.public_id)
    context = {"form": form, "at_desk": at_desk}
    return render(request, "requests/wish_new.html", context, status=422 if form.errors else 200)


# --- the desk ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Act:
    slug: str
    label: Any
    run: Callable[..., Any]
    form: type[DeskForm]
    done: Any
    lead: Any = ""
    final: bool = False


WISH_ACTS = {
    act.slug: act
    for act in (
        Act(
            "publish",
            gettext_lazy("改写上墙"),
            wishing.publish,
            forms.PublishForm,
            gettext_lazy("挂上墙了"),
        ),
        Act(
            "prolong",
            gettext_lazy("再挂一阵"),
            wishing.prolong,
            forms.ProlongForm,
            gettext_lazy("又挂上去了"),
        ),
        Act(
            "answer",
            gettext_lazy("写封回信"),
            wishing.answer_kindly,
            forms.KindAnswerForm,
            gettext_lazy("回信带给他了"),
            gettext_lazy("没圆成的心愿，每一个都值得一封写给他的回信"),
        ),
        Act(
            "thanks",
            gettext_lazy("把谢谢贴上墙"),
            wishing.release_thanks,
            forms.ThanksForm,
            gettext_lazy("贴上去了"),
        ),
    )
}


@login_required
@require_safe
def desk(request: ViewerRequest) -> HttpResponse:
    if tier_of(request.viewer) is None or request.viewer.sleeping:
        raise Http404
    return render(request, "requests/desk_wishes.html", {"found": queries.desk(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def desk_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    wish: Wish = queries.get_for_desk(request.viewer, pk)
    act = WISH_ACTS.get(slug)
    if act is None:
        raise Http404
    form = act.form(posted(request), viewer=request.viewer, about=wish)
    if request.method == "POST" and form.is_valid():
        try:
            act.run(wish, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, str(act.done))
            return redirect("requests:desk_wishes")
    context = {
        "form": form,
        "act": act,
        "wish": wish,
        "row": wish.service_request,
        "thanks": queries.said_thanks(wish) if slug == "thanks" else "",
    }
    status = 422 if form.errors else 200
    return render(request, "requests/desk_wish.html", context, status=status)
