"""连心卡: the cards of a place, the sheet to print, and what a scan opens for whom."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from communities.views.acts import posted, refuse
from core import qr
from core.exceptions import DomainError
from core.http import ViewerRequest, typed
from core.idempotency import idempotent
from requests.actions import heart_cards
from requests.forms.heart_cards import CardOrderForm, EndForm, IssueForm
from requests.queries import heart_cards as queries


@login_required
@require_safe
def cards(request: ViewerRequest) -> HttpResponse:
    words = typed(request, most=20)
    found = queries.cards(request.viewer, words, request.GET.get("after", ""))
    return render(request, "requests/cards.html", {"found": found, "words": words})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def issue(request: ViewerRequest, pk: int) -> HttpResponse:
    elder = queries.get_elder(request.viewer, pk)
    form = IssueForm(posted(request), viewer=request.viewer, about=elder)
    if request.method == "POST" and form.is_valid():
        try:
            card = heart_cards.issue(elder, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("卡做好了，印出来交给他"))
            return redirect("requests:card_sheet", card.pk)
    elder.name.disclose()
    context = {"form": form, "elder": elder}
    status = 422 if form.errors else 200
    return render(request, "requests/card_issue.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def sheet(request: ViewerRequest, pk: int) -> HttpResponse:
    """Two sides of a pocket card on one A4 sheet. Pressing print is what counts, not looking."""
    card = queries.get_card(request.viewer, pk)
    if not card.is_live:
        raise Http404
    if request.method == "POST":
        heart_cards.printed(card, by=request.viewer)
        messages.success(request, _("记下印了一次"))
        return redirect("requests:card_sheet", card.pk)
    address = request.build_absolute_uri(reverse("requests:card_scan", args=[card.code]))
    context = {"printed": queries.on_paper(card), "card": card, "qr": qr.drawn(address)}
    return render(request, "requests/card_sheet.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def end(request: ViewerRequest, pk: int) -> HttpResponse:
    """挂失 or 补卡: the buttons differ, the question is the same."""
    card = queries.get_card(request.viewer, pk)
    form = EndForm(posted(request), viewer=request.viewer, about=card)
    if request.method == "POST" and form.is_valid():
        again = "replace" in request.POST
        try:
            act = heart_cards.replace if again else heart_cards.end
            done = act(card, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("旧卡的码作废了"))
            if again:
                return redirect("requests:card_sheet", done.pk)
            return redirect("requests:cards")
    card.resident.name.disclose()
    context = {"form": form, "card": card}
    status = 422 if form.errors else 200
    return render(request, "requests/card_end.html", context, status=status)


@require_safe
def scan(request: ViewerRequest, code: str) -> HttpResponse:
    """Whoever finds it: whom to call. Who works here: an order with the person filled in."""
    scanned, _card = queries.scan(request.viewer, code)
    if scanned.may_order:
        return redirect("requests:card_order", code)
    return render(request, "requests/card_scan.html", {"scanned": scanned})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def order(request: ViewerRequest, code: str) -> HttpResponse:
    scanned, found = queries.scan(request.viewer, code)
    if not scanned.may_order:
        raise Http404
    card = queries.get_card(request.viewer, found.pk)
    form = CardOrderForm(posted(request), viewer=request.viewer, about=card)
    if request.method == "POST" and form.is_valid():
        try:
            row = heart_cards.order_by_card(card, by=request.viewer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("登记好了，单号 {number}").format(number=row.number))
            return redirect("requests:case", row.pk)
    card.resident.name.disclose()
    context = {"form": form, "card": card}
    status = 422 if form.errors else 200
    return render(request, "requests/card_order.html", context, status=status)
