"""The desk: four queues, one case, and what lies with oneself."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities.views.acts import posted, refuse
from core import files, qr
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests import by_code
from requests.actions import bulk, intake
from requests.forms.desk import EnterForm, VerdictForm
from requests.models import ServiceRequest
from requests.queries import filtering, sealed
from requests.queries import queue as queries
from requests.queries.contact import Contact, contact_of
from requests.queries.filtering import Filters
from requests.queries.forwards import Sent
from requests.queries.giving import may_use_gifts
from requests.queries.photos import photo_of
from requests.queries.promises import clock_lines
from requests.queries.queue import TABS
from requests.queries.results import may_ask_exclusion
from requests.tiers import Tier, enters, tier_of
from requests.views.doing_steps import INLINE
from requests.views.steps import DESK, ENDING, FIRST, RARE, offered, take


@login_required
@require_safe
def queue(request: ViewerRequest) -> HttpResponse:
    if tier_of(request.viewer) is None or request.viewer.sleeping:
        raise Http404
    filters = Filters.of(request.GET)
    found = queries.queue(request.viewer, filters)
    here = reverse("requests:queue")
    tabs = [
        {
            "label": label,
            "url": f"{here}?tab={name}",
            "current": name == filters.tab,
            "count": found.counts.said(name),
        }
        for name, (label, _states) in TABS.items()
    ]
    context = {
        "queue": found,
        "tabs": tabs,
        "filters": filters,
        "selects": filtering.choices(request.viewer, filters),
        "acts": bulk.acts_for(filters.tab),
        "may_match": filters.tab == "send" and tier_of(request.viewer) == Tier.COMMUNITY,
        "title": TABS[filters.tab][0],
    }
    return render(request, "requests/queue.html", context)


@login_required
@require_POST
@idempotent
def many(request: ViewerRequest) -> HttpResponse:
    """The ticked ones of a queue; back to the same queue, with what was done and what was not."""
    chosen = [int(pk) for pk in request.POST.getlist("row") if pk.isdigit()]
    rows = queries.manageable(request.viewer, chosen)
    back = f"{reverse('requests:queue')}?{Filters.of(request.POST).query}"
    try:
        outcome = bulk.run(request.POST.get("act", ""), rows, by=request.viewer)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(back)
    if outcome.done:
        messages.success(
            request,
            ngettext("%(n)d 件办了", "%(n)d 件办了", outcome.done) % {"n": outcome.done},
        )
    for reason in outcome.refused[:5]:
        messages.warning(request, reason)
    return redirect(back)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def enter(request: ViewerRequest) -> HttpResponse:
    """替居民登记: he called or came; the words are his, the typing is ours."""
    viewer = request.viewer
    tier = tier_of(viewer)
    if tier is None or not enters(viewer):
        raise Http404
    household = by_code.known_to(viewer, request.GET.get("household", ""))
    said = {"words": request.GET.get("words", "")}
    form = EnterForm(posted(request), viewer=viewer, about=household, initial=said)
    if request.method == "POST" and form.is_valid():
        try:
            row = intake.submit(form.cleaned_data["need"], by=viewer)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("登记好了，单号 {number}").format(number=row.number))
            if not row.is_protective and row.floor > tier:  # gone up, out of his sight as well
                return redirect("requests:queue")
            return redirect("requests:case", row.pk)
    context = {"form": form}
    return render(request, "requests/enter.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def work(request: ViewerRequest) -> HttpResponse:
    if not request.viewer.is_staff or request.viewer.sleeping:
        raise Http404
    return render(request, "requests/work.html", {"rows": queries.my_work(request.viewer)})


@login_required
@require_safe
def case(request: ViewerRequest, pk: int) -> HttpResponse:
    try:
        row = queries.get_case(request.viewer, pk)
    except Http404:
        handed = sealed.handed_on(request.viewer, pk)
        if handed is None:
            raise
        return render(request, "requests/handed_on.html", {"handed": handed})
    return _case_page(request, row)


@login_required
@require_POST
def contact(request: ViewerRequest, pk: int) -> HttpResponse:
    """In clear on the page that answers this post; a reload shows the mask again."""
    row = queries.get_case(request.viewer, pk)
    try:
        shown = contact_of(request.viewer, row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("requests:case", row.pk)
    return _case_page(request, row, contact=shown)


def _case_page(
    request: ViewerRequest, row: ServiceRequest, contact: Contact | None = None
) -> HttpResponse:
    found = queries.case(request.viewer, row)
    buttons = offered(DESK, found.steps)
    verdict = next((button for button in buttons if button.slug == "classify"), None)
    first = next((button for button in buttons if button.slug in FIRST), None)
    if found.ranking is not None:  # its own form stands on the page, and is the one act of it
        buttons = [button for button in buttons if button.slug != "offer"]
        first = None if found.ranking.candidates else first
    context = {
        "why_name": request.GET.get("why", "")[:32],
        "why_not": queries.asked_why_not(request.viewer, row, request.GET.get("why", "")[:32]),
        "case": found,
        "row": row,
        "first": None if first is verdict else first,
        "slugs": {one.slug for one in buttons},
        "buttons": [
            one for one in buttons if one not in (first, verdict) and one.slug not in RARE | INLINE
        ],
        "rare": [one for one in buttons if one is not first and one.slug in RARE],
        "may_merge": any(one.slug == "merge" for one in buttons),
        "verdict": VerdictForm(
            posted(request), viewer=request.viewer, about=row, taken=request.GET.get("item", "")
        )
        if verdict
        else None,
        "contact": contact,
        "clocks": clock_lines(row) if row.is_open else [],
        "may_give": may_use_gifts(request.viewer, row),
        "may_exclude": may_ask_exclusion(request.viewer, row),
        "forwards": [_with_link(request, sent) for sent in found.forwards],
        "contact_url": (
            reverse("requests:case_contact", args=[row.pk]) if found.contact_open else ""
        ),
    }
    return render(request, "requests/case.html", context)


def _with_link(request: ViewerRequest, sent: Sent) -> dict[str, Any]:
    if not sent.may_use:
        return {"sent": sent, "address": "", "qr": ""}
    address = request.build_absolute_uri(reverse("requests:forward", args=[sent.forward.code]))
    return {"sent": sent, "address": address, "qr": qr.drawn(address)}


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def case_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    row = queries.get_case(request.viewer, pk)
    here = reverse("requests:case", args=[row.pk])
    answer = take(
        request,
        DESK,
        row,
        queries.case(request.viewer, row).steps,
        slug,
        back=here,
        template="requests/act.html",
    )
    if slug in ENDING and answer.get("Location") == here and not queries.sees(request.viewer, row):
        return redirect("requests:work")
    return answer


@login_required
@require_safe
def photo(request: ViewerRequest, pk: int, attachment: int) -> HttpResponseBase:
    row = queries.get_case(request.viewer, pk)
    return files.file_response(photo_of(row, attachment).file)
