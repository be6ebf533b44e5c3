"""社区公示. No sign-in, nothing to fill in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities.queries.place import profile_for
from core.http import ViewerRequest
from requests.queries import public_board as queries


@require_safe
def index(request: ViewerRequest) -> HttpResponse:
    """One's own place at once; from there one may look at the others."""
    profile = profile_for(request.viewer)
    if profile is not None:
        return redirect("requests:public_board", profile.area_id)
    return render(request, "requests/public_board.html", {"board": None})


@require_safe
def board(request: ViewerRequest, pk: int) -> HttpResponse:
    tab = request.GET.get("tab", "open")
    found = queries.board(request.viewer, pk, tab=tab, after=request.GET.get("after", ""))
    here = reverse("requests:public_board", args=[pk])
    labels = {"open": _("正在办"), "done": _("办结了")}
    context = {
        "board": found,
        "may_join": request.viewer.is_signed_in,
        "tab": tab,
        "tabs": [
            {
                "label": label,
                "url": f"{here}?tab={name}",
                "current": name == tab,
                "count": found.counts[name],
            }
            for name, label in labels.items()
        ],
        "others": [one for one in queries.communities() if one.area_id != pk],
    }
    return render(request, "requests/public_board.html", context)
