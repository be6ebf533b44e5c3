"""Without an account: a number is proved once, and counts on this device for two hours."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.codes import Answer, Purpose
from accounts.forms import CodeForm, PhoneForm
from accounts.queries.codes import open_code
from accounts.viewer import PROVED
from accounts.views.shared import answer, code_page, posted, send_again, send_code

CODE, NEXT = "prove_code", "prove_next"


@never_cache
@require_http_methods(["GET", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """Nothing tells whether the number has an account, or ever ordered anything."""
    back = get_next_redirect_url(request)
    if request.user.is_authenticated:
        return redirect(back or "/")
    form = PhoneForm(posted(request))
    status = 200
    if request.method == "POST":
        sent = send_code(request, form, purpose=Purpose.PROVE)
        if not isinstance(sent, int):
            request.session[CODE], request.session[NEXT] = sent.pk, back
            return redirect("accounts:prove_code")
        status = sent
    return render(request, "account/prove.html", {"form": form, "next": back}, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    sent = open_code(request.session.get(CODE), purpose=Purpose.PROVE)
    if request.user.is_authenticated or sent is None:
        return redirect("accounts:prove")
    if request.POST.get("action") == "resend":
        request.session[CODE] = send_again(request, sent).pk
        return redirect("accounts:prove_code")
    form = CodeForm(posted(request))
    said = answer(request, form, sent)
    if said == Answer.RIGHT:
        back = request.session.pop(NEXT, None)
        request.session.cycle_key()
        request.session[PROVED] = request.session.pop(CODE)
        return redirect(back or "/")
    if said not in {None, Answer.WRONG}:
        request.session.pop(CODE, None)
        return redirect("accounts:prove")
    page = {"act": _("核实号码"), "other": reverse("accounts:prove")}
    return code_page(request, form, sent, **page)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """On a device that others use, too."""
    request.session.pop(PROVED, None)
    messages.success(request, _("这台设备上不再记着您的号码"))
    return redirect("/")
