"""The door: a number, six digits, and for some a second factor after that."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.actions import entering
from accounts.actions.codes import Answer, Purpose
from accounts.doors import address_of
from accounts.forms import CodeForm, PasswordSignInForm, PhoneForm
from accounts.models import User
from accounts.queries.codes import open_code
from accounts.queries.grants import first_door
from accounts.views.shared import answer, code_page, posted, send_again, send_code

CODE, NEXT = "sign_in_code", "sign_in_next"


@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: HttpRequest) -> HttpResponse:
    """Any number may ask: the answer is the same whether it has an account or not."""
    if request.user.is_authenticated:
        return redirect(_where_to(request, request.user))
    form = PhoneForm(posted(request))
    status = 200
    if request.method == "POST":
        sent = send_code(request, form, purpose=Purpose.SIGN_IN)
        if not isinstance(sent, int):
            request.session[CODE] = sent.pk
            request.session[NEXT] = get_next_redirect_url(request)
            return redirect("account_confirm_login_code")
        status = sent
    page = {
        "form": form,
        "next": get_next_redirect_url(request),
        "password_url": _password(request),
    }
    return render(request, "account/login.html", page, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    sent = open_code(request.session.get(CODE), purpose=Purpose.SIGN_IN)
    if request.user.is_authenticated or sent is None:
        return redirect("account_login")
    if request.POST.get("action") == "resend":
        request.session[CODE] = send_again(request, sent).pk
        return redirect("account_confirm_login_code")
    form = CodeForm(posted(request))
    said = answer(request, form, sent)
    if said == Answer.RIGHT:
        return _enter(request, sent.phone.open())
    if said not in {None, Answer.WRONG}:
        request.session.pop(CODE, None)
        return redirect("account_login")
    return code_page(request, form, sent, act=_("登录"), other=reverse("account_login"))


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """For those who set one. It takes the place of the SMS, never of the second factor."""
    if request.user.is_authenticated:
        return redirect(_where_to(request, request.user))
    form = PasswordSignInForm(posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            adapter = get_adapter(request)
            try:
                user = adapter.authenticate(request, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
                status = 429
            else:
                if user:
                    record_authentication(request, user, method="password")
                    login = Login(user=user, redirect_url=get_next_redirect_url(request))
                    return _sign_in(request, login)
                form.add_error(None, adapter.validation_error("phone_password_mismatch"))
    page = {"form": form, "next": get_next_redirect_url(request)}
    return render(request, "account/password.html", page, status=status)


def _enter(request: HttpRequest, number: str) -> HttpResponse:
    request.session.pop(CODE, None)
    back = request.session.pop(NEXT, None)
    user, is_new = entering.enter_by_phone(number)
    record_authentication(request, user, method="code")
    if user.opened_anew:
        messages.warning(request, _opened_anew())
    return _sign_in(request, Login(user=user, redirect_url=back, signup=is_new))


def _opened_anew() -> str:
    """Who had the number before is not said: whoever stands here may be somebody else."""
    return _(
        "这个号码 {days} 天没有登录过，按新账号打开。"
        "以前的账号是您的：在“我的身份”里对上名册，它就回来；"
        "在社区、街道或机构有岗位的，写好姓名，请任命您的人重新任命。"
    ).format(days=settings.BINDING_SILENT_DAYS)


def _sign_in(request: HttpRequest, login: Login) -> HttpResponse:
    response: HttpResponse = perform_login(request, login)
    return response


def _where_to(request: HttpRequest, user: User) -> str:
    return get_next_redirect_url(request) or address_of(first_door(user))


def _password(request: HttpRequest) -> str:
    back = get_next_redirect_url(request)
    query = f"?{urlencode({REDIRECT_FIELD_NAME: back})}" if back else ""
    return reverse("accounts:password_sign_in") + query
