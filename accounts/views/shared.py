"""Six digits to a number, and back: the same two pages for signing in and for proving a number."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.actions import codes
from accounts.actions.codes import Answer
from accounts.forms import CodeForm, PhoneForm
from accounts.models import SignInCode
from core.exceptions import DomainError


def posted(request: HttpRequest) -> Any:
    """What was sent, also where it is empty: an empty form that was sent is still a form."""
    return request.POST if request.method == "POST" else None


def address(request: HttpRequest) -> str:
    return str(get_adapter(request).get_client_ip(request))


def send_code(request: HttpRequest, form: PhoneForm, *, purpose: str) -> SignInCode | int:
    """The code that went out, or the status of a page that says why none did."""
    if not form.is_valid():
        return 422
    try:
        return codes.request_code(
            form.cleaned_data["phone"], address=address(request), purpose=purpose
        )
    except DomainError as error:
        form.add_error("phone", str(error))
        return 429


def send_again(request: HttpRequest, sent: SignInCode) -> SignInCode:
    """The newer one; the old one where the limits say wait."""
    try:
        again = codes.request_code(
            sent.phone.open(), address=address(request), purpose=sent.purpose
        )
    except DomainError as error:
        messages.warning(request, str(error))
        return sent
    messages.info(request, _("又发了一条，请用最新的验证码"))
    return again


def answer(request: HttpRequest, form: CodeForm, sent: SignInCode) -> Answer | None:
    """None: nothing to compare yet. What no second try can mend is said on the next page."""
    if request.method != "POST" or not form.is_valid():
        return None
    said = codes.answer_code(
        sent.pk, form.cleaned_data["code"], purpose=sent.purpose, address=address(request)
    )
    if said == Answer.WRONG:
        form.add_error("code", _("验证码不对，请再看看短信"))
    elif said == Answer.LOCKED:
        messages.warning(request, _("试得太多了，请一小时后再来，或打电话到社区"))
    elif said == Answer.SPENT:
        messages.warning(request, _("这个验证码用不了了，请重新要一个"))
    return said


def code_page(
    request: HttpRequest, form: CodeForm, sent: SignInCode, *, act: str, other: str
) -> HttpResponse:
    """`act`: what the button does; `other`: where another number is written."""
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "sent": sent, "act": act, "other": other}
    return render(request, "account/confirm_login_code.html", context, status=status)
