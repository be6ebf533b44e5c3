"""Posts of checked-in members: one's own page and service card, and the desk's list."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from communities.views.acts import ActPage, NewPage, begin, buttons, perform, posted
from core.http import ViewerRequest
from core.idempotency import idempotent
from organizations.actions import posts
from organizations.forms.posts import PostForm
from organizations.post_workflow import PostStatus
from organizations.queries import posts as queries
from organizations.queries.checkins import get_mine, keeps_members
from organizations.views.post_acts import CLAIM_ACTS, OWN_POST_ACTS, POST_ACTS, TURN_ACTS


# --- the member himself ---------------------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest, pk: int) -> HttpResponse:
    """What I have claimed, and what is open."""
    found = queries.my_posts(request.viewer, pk)
    return render(request, "organizations/my_posts.html", {"page": found})


@login_required
@require_GET
def mine_one(request: ViewerRequest, pk: int, post: int) -> HttpResponse:
    viewer = request.viewer
    checkin = get_mine(viewer, pk)
    found = queries.get_post_for(viewer, checkin, post)
    context = {"checkin": checkin, "post": found, "buttons": _own_buttons(request, checkin, found)}
    return render(request, "organizations/my_post.html", context)


def _own_buttons(request: ViewerRequest, checkin: Any, post: Any) -> list[dict[str, Any]]:
    return [
        {
            "label": act.label,
            "icon": act.icon,
            "final": act.final,
            "url": reverse("organizations:own_post_act", args=[checkin.pk, post.pk, act.slug]),
        }
        for act in OWN_POST_ACTS.values()
        if act.offered(request.viewer, (checkin, post))
    ]


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def own_act(request: ViewerRequest, pk: int, post: int, slug: str) -> HttpResponse:
    checkin = get_mine(request.viewer, pk)
    found = queries.get_post_for(request.viewer, checkin, post)
    page = ActPage(
        (checkin, found), found.title, reverse("organizations:my_post", args=[pk, post]),
        OWN_POST_ACTS, template="organizations/own_act.html",
    )  # fmt: skip
    return perform(request, page, slug)


@login_required
@require_GET
def card(request: ViewerRequest, pk: int) -> HttpResponse:
    """服务登记卡: to show, to print."""
    checkin = get_mine(request.viewer, pk)
    found = queries.service_card(checkin, _year(request))
    return render(request, "organizations/service_card.html", {"card": found})


# --- the desk -------------------------------------------------------------------------------------
@login_required
@require_GET
def board(request: ViewerRequest) -> HttpResponse:
    asked = request.GET.get("status", "")
    status = asked if asked in PostStatus.values else PostStatus.OPEN
    found = queries.post_board(request.viewer, status)
    here = reverse("organizations:posts")
    tabs = [
        {"label": each.label, "url": f"{here}?status={each}", "current": each == status}
        for each in PostStatus
    ]
    return render(request, "organizations/posts.html", {"board": found, "tabs": tabs})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not keeps_members(viewer):
        raise Http404
    form = PostForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = posts.open_post(said["community"], form.facts(), actor=viewer.user)
        return redirect("organizations:post", made.pk)

    page = NewPage(
        _("报到岗位"), reverse("organizations:posts"), _("设岗"),
        _("编好网格的党员在手机上看得到，自己认领；人满了就不再收。"),
    )  # fmt: skip
    return begin(request, form, page, make)


@login_required
@require_GET
def post(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_post(viewer, pk)
    page = queries.post_page(viewer, found)
    context = {
        "page": page,
        "buttons": buttons(viewer, found, POST_ACTS, "organizations:post_act"),
        "claims": [
            (row, buttons(viewer, row, CLAIM_ACTS, "organizations:claim_act"))
            for row in page.claims
        ],
    }
    return render(request, "organizations/post.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def post_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_post(request.viewer, pk)
    back = reverse("organizations:post", args=[pk])
    return perform(request, ActPage(found, found.title, back, POST_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def claim_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_claim(request.viewer, pk)
    back = reverse("organizations:post", args=[found.post_id])
    title = f"{found.checkin.name} · {found.post.title}"
    return perform(request, ActPage(found, title, back, CLAIM_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def turn_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_turn(request.viewer, pk)
    title = f"{found.checkin.name} · {found.claim.post.title}"
    return perform(request, ActPage(found, title, reverse("organizations:posts"), TURN_ACTS), slug)


@login_required
@require_GET
def member_card(request: ViewerRequest, pk: int) -> HttpResponse:
    """The same card for the desk: to print it for who has no telephone."""
    checkin = queries.get_member_for_card(request.viewer, pk)
    found = queries.service_card(checkin, _year(request))
    return render(request, "organizations/service_card.html", {"card": found, "at_desk": True})


def _year(request: ViewerRequest) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else None
