"""Inbox, how I wish to be told, receipts of gateways, and the demo's outgoing mail."""

import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from core.http import ViewerRequest, row_seen
from core.messaging import actions, gateways, queries, receipts
from core.messaging.forms import PreferenceForm


@require_GET
@login_required
@never_cache
def inbox(request: ViewerRequest) -> HttpResponse:
    page = queries.inbox(request.viewer, before=row_seen(request))
    return render(request, "core/inbox.html", {"page": page})


@require_GET
@login_required
@never_cache
def message(request: ViewerRequest, pk: int) -> HttpResponse:
    """Opening it is reading it."""
    found = queries.get_own(request.viewer, pk)
    actions.mark_read(found)
    return render(
        request,
        "core/message.html",
        {
            "found": found,
            "crumbs": [{"label": _("消息"), "url": reverse("messaging:inbox")}],
        },
    )


@require_POST
@login_required
def read_all(request: ViewerRequest) -> HttpResponseBase:
    up_to = request.POST.get("up_to", "")
    if up_to.isdigit():
        actions.mark_all_read(request.viewer.user_id, up_to=int(up_to))
    return redirect("messaging:inbox")


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def preferences(request: ViewerRequest) -> HttpResponseBase:
    viewer = request.viewer
    current = queries.preference_of(viewer.user_id)
    initial = {
        "by_sms": current.by_sms,
        "by_email": current.by_email,
        "quiet_from": current.quiet_from,
        "quiet_to": current.quiet_to,
        "language": viewer.user.language or get_language(),
    }
    form = PreferenceForm(request.POST or None, initial=initial)
    if not form.is_valid():
        page = {
            "form": form,
            "crumbs": [{"label": _("消息"), "url": reverse("messaging:inbox")}],
        }
        status = 422 if form.is_bound else 200
        return render(request, "core/preferences.html", page, status=status)
    actions.save_preference(request.user, **form.cleaned_data)
    messages.success(request, _("记下了，以后就这样通知您"))
    response = redirect("messaging:preferences")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        form.cleaned_data["language"],
        max_age=settings.LANGUAGE_COOKIE_AGE or 365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@csrf_exempt
@require_POST
def receipt(request: ViewerRequest) -> HttpResponse:
    """A gateway's signed report. 404 makes it come again later; a duplicate is 200 as well."""
    body = request.body
    gateway = next(
        (
            one
            for one in settings.MESSAGE_GATEWAYS
            if gateways.is_signed(one["secret"], request.headers, body)
        ),
        None,
    )
    if gateway is None:
        return JsonResponse({"error": "signature"}, status=401)
    try:
        report = json.loads(body)
        known = receipts.take_receipt(
            gateway=gateway["name"],
            nonce=str(report["id"]),
            reference=str(report["reference"]),
            outcome=str(report["outcome"]),
        )
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "body"}, status=400)
    return JsonResponse({"ok": known}, status=200 if known else 404)


@require_GET
@never_cache
def demo_inbox(request: ViewerRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    phone = request.GET.get("phone", "").strip()[:32]
    return render(
        request,
        "core/demo_inbox.html",
        {"phone": phone, "messages_sent": queries.demo_inbox(phone)},
    )
