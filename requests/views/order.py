"""Ordering: the menu, one item, and where a guest's words wait while he signs in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import Viewer
from communities.queries.answering import answering
from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from core.together import drawn_ahead
from requests import danger, guests, saying
from requests.actions import intake
from requests.actions.intake import Need
from requests.duties import is_reporter
from requests.forms.order import OrderForm
from requests.models import MenuItem, RequestEvent, ServiceRequest
from requests.queries import menu as menu_queries
from requests.queries import sealed
from requests.queries.place import Place, place_of
from requests.queries.promise import promised
from requests.queries.similar import similar
from requests.tiers import tier_of
from requests.workflow import Channel

SAID = "said"
"""The home's form: a sentence to begin with, not yet an order."""
DRAFT = "requests.draft"
"""In the session: what a guest had written when he was asked who he is."""


@require_safe
def menu(request: ViewerRequest) -> HttpResponse:
    place = place_of(request.viewer)
    words = request.GET.get("q", "")
    context = {
        "shelves": menu_queries.menu(request.viewer, place.community, words),
        "words": words,
        "profile": place.profile,
    }
    return render(request, "requests/menu.html", context)


@require_http_methods(["GET", "POST"])
@drawn_ahead(ServiceRequest, RequestEvent)
@idempotent
def order(request: ViewerRequest, code: str = "") -> HttpResponse:
    """One item, or one sentence about anything."""
    if request.viewer.is_staff and tier_of(request.viewer) is not None:
        return redirect("requests:enter")
    place = place_of(request.viewer)
    item = menu_queries.get_item(place.community, code) if code else None
    if item is not None and item.answer == MenuItem.Answer.ELSEWHERE:
        context = {
            "item": item,
            "profile": place.profile,
            "answering": answering(place.profile),
        }
        return render(request, "requests/elsewhere.html", context)
    if request.method == "POST" and (SAID in request.POST or not request.viewer.is_known):
        return _keep_the_words(request)
    form = _form(request, place, item)
    if request.method == "POST" and form.is_valid():
        sent = _send(request, form, place, item)
        if sent is not None:
            return sent
    return render(
        request,
        "requests/order.html",
        _context(request, form, place, item),
        status=422 if form.errors else 200,
    )


def _keep_the_words(request: ViewerRequest) -> HttpResponse:
    """One sentence, from the home or from somebody we do not know yet; it stands in no address."""
    request.session[DRAFT] = {"words": request.POST.get("words", "")[:500]}
    if request.viewer.is_known:
        return redirect(request.path)
    messages.info(request, _("写下的话替您留着，先核实一下手机号"))
    return redirect(f"{reverse('accounts:prove')}?next={request.path}")


def _form(request: ViewerRequest, place: Place, item: MenuItem | None) -> OrderForm:
    words = request.session.get(DRAFT, {}).get("words", "")
    return OrderForm(
        posted(request),
        request.FILES or None,
        viewer=request.viewer,
        place=place,
        item=item,
        initial={"words": words},
    )


def _send(
    request: ViewerRequest, form: OrderForm, place: Place, item: MenuItem | None
) -> HttpResponse | None:
    if place.community is None:
        form.add_error(None, _("这里还没有开通的社区，请打电话"))
        return None
    values = form.cleaned_data
    person = next(
        (one for one in place.people if one.pk == values.get("resident")),
        place.people[0] if place.people else None,
    )
    need = Need(
        community=place.community,
        words=values["words"],
        channel=Channel.ONLINE if request.viewer.is_signed_in else Channel.GUEST,
        item=item,
        grid=person.grid if person else None,
        building=person.household.dwelling.building if person and person.household else None,
        resident=person,
        contact_name=values.get("contact_name", "") or (person.name.open() if person else ""),
        contact_phone=values.get("contact_phone", "") or _number(request.viewer),
        address=values.get("address", "") or _address(person),
        answers=form.answers,
        is_confidential=values.get("is_confidential", False),
        about_tier=values.get("about_tier"),
        consent_note="" if request.viewer.is_signed_in else guests.AGREED,
    )
    try:
        row = intake.submit(need, by=request.viewer, photos=form.pictures)
    except DomainError as error:
        refuse(form, error)
        return None
    request.session.pop(DRAFT, None)
    if not is_reporter(request.viewer, row):  # a guest's words that nobody finds by a number
        context = {"row": row, "first_lines": danger.first_lines(sealed.signs_of(row))}
        return render(request, "requests/received.html", context | {"profile": place.profile})
    messages.success(request, _("交给社区了，办到哪一步这里都看得到"))
    return redirect("requests:mine_one", row.public_id)


def _number(viewer: Viewer) -> str:
    return str((viewer.proved or viewer.actor).phone.open())


def _address(person: Any) -> str:
    return str(person.household.dwelling) if person and person.household else ""


def _context(
    request: ViewerRequest, form: OrderForm, place: Place, item: MenuItem | None
) -> dict[str, Any]:
    words = form.data.get("words", "") if form.is_bound else form.initial.get("words", "")
    first = place.people[0] if place.people else None
    near = []
    if place.community and (words or item):
        near = similar(
            words or str(item),
            community=place.community,
            grid_id=first.grid_id if first else None,
            item_id=item.pk if item else None,
        )
    return {
        "form": form,
        "known": request.viewer.is_known,
        "may_join": request.viewer.is_signed_in,
        "guest": request.viewer.proved,
        "item": item,
        "place": place,
        "own": place.only_home,
        "promise": promised(item),
        "near": [{"row": row, "now": saying.now_word(row)} for row in near],
    }
