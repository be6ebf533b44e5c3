"""My account: name, number, devices, words and sizes."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.signals import password_set
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import preferences, security
from accounts.actions import codes, devices, profile, resets
from accounts.actions.codes import Answer, Purpose
from accounts.forms import CodeForm, NewPhoneForm, ProfileForm
from accounts.http import SignedInRequest
from accounts.queries import devices as device_queries
from accounts.queries.codes import open_code
from accounts.views.shared import posted
from core.exceptions import DomainError

CODE = "change_phone_code"


@login_required
@require_http_methods(["GET", "POST"])
def overview(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(posted(request), initial={"name": request.user.name.open()})
    if request.method == "POST" and form.is_valid():
        profile.rename(request.user, form.cleaned_data["name"])
        messages.success(request, _("记下了"))
        return redirect("accounts:profile")
    status = 422 if request.method == "POST" else 200
    page = {"form": form, "administers": resets.may_decide(request.viewer)}
    return render(request, "account/profile.html", page, status=status)


@require_POST
def mode(request: SignedInRequest) -> HttpResponse:
    """长辈版 and back, for guests too."""
    value = request.POST.get("mode", "")
    response = redirect(get_next_redirect_url(request) or "/")
    preferences.set_mode(response, value)
    if request.user.is_authenticated:
        profile.choose(request.user, elder_mode=value == preferences.ELDER)
    return response


@require_POST
def language(request: SignedInRequest) -> HttpResponse:
    value = request.POST.get("language", "")
    response = redirect(get_next_redirect_url(request) or "/")
    preferences.set_language(response, value)
    if request.user.is_authenticated and preferences.is_language(value):
        profile.choose(request.user, language=value)
    return response


@login_required
@require_safe
def device_list(request: SignedInRequest) -> HttpResponse:
    rows = device_queries.devices(request.user, current_key=request.session.session_key)
    return render(request, "account/devices.html", {"devices": rows})


@login_required
@require_POST
def end_device(request: SignedInRequest, pk: int) -> HttpResponse:
    ended = devices.end_device(request.user, pk, actor=request.user)
    if ended is None:
        raise Http404
    if ended == request.session.session_key:
        request.session.flush()
        return redirect("account_login")
    messages.success(request, _("那台设备已退出"))
    return redirect("accounts:devices")


@login_required
@require_POST
def end_other_devices(request: SignedInRequest) -> HttpResponse:
    devices.end_devices(request.user, actor=request.user, but=request.session.session_key)
    messages.success(request, _("别处都已退出，只有这里还登录着"))
    return redirect("accounts:devices")


@login_required
@reauthentication_required(app="allauth.mfa")
@require_http_methods(["GET", "POST"])
def new_phone(request: SignedInRequest) -> HttpResponse:
    form = NewPhoneForm(posted(request))
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            code = codes.request_code(
                form.cleaned_data["phone"],
                address=get_adapter(request).get_client_ip(request),
                purpose=Purpose.CHANGE_PHONE,
                user=request.user,
            )
        except DomainError as error:
            form.add_error("phone", str(error))
            status = 429
        else:
            request.session[CODE] = code.pk
            return redirect("accounts:confirm_phone")
    return render(request, "account/new_phone.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def confirm_phone(request: SignedInRequest) -> HttpResponse:
    sent = open_code(request.session.get(CODE), purpose=Purpose.CHANGE_PHONE, user=request.user)
    if sent is None:
        return redirect("accounts:new_phone")
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = codes.answer_code(
            sent.pk,
            form.cleaned_data["code"],
            purpose=Purpose.CHANGE_PHONE,
            address=get_adapter(request).get_client_ip(request),
        )
        if answer == Answer.RIGHT:
            return _change_phone(request, sent.phone.open())
        if answer != Answer.WRONG:
            messages.warning(request, _("这个验证码用不了了，请重新要一个"))
            return redirect("accounts:new_phone")
        form.add_error("code", _("验证码不对，请再看看短信"))
    status = 422 if request.method == "POST" else 200
    return render(
        request, "account/confirm_phone.html", {"form": form, "sent": sent}, status=status
    )


@login_required
@reauthentication_required(app="allauth.mfa")
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest) -> HttpResponse:
    """Only for those who work here; a resident needs nothing to remember."""
    if not request.viewer.grants:
        raise Http404
    form = SetPasswordForm(request.user, posted(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        devices.end_devices(request.user, actor=request.user, but=request.session.session_key)
        update_session_auth_hash(request, request.user)
        password_set.send(sender=type(request.user), request=request, user=request.user)
        security.note("accounts.password_set", user=request.user, actor=request.user)
        messages.success(request, _("密码设好了，别处的登录都已退出"))
        return redirect("mfa_index")
    status = 422 if request.method == "POST" else 200
    return render(request, "account/set_password.html", {"form": form}, status=status)


@require_safe
def inactive(request: SignedInRequest) -> HttpResponse:
    return render(request, "account/inactive.html")


def _change_phone(request: SignedInRequest, number: str) -> HttpResponse:
    request.session.pop(CODE, None)
    try:
        profile.change_phone(request.user, number)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("accounts:new_phone")
    messages.success(request, _("手机号换好了，下次用新号码登录"))
    return redirect("accounts:profile")
