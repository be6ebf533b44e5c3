"""The second factor: allauth's pages in our words, and what it leaves to us."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as MFAReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import second_factor, security
from accounts.actions import devices, enrolment
from accounts.doors import address_of
from accounts.forms import ActivateForm, VouchForm
from accounts.http import SignedInRequest
from accounts.queries.factors import authenticator_of, factors_of, is_vouched
from accounts.queries.grants import must_have_second_factor
from accounts.views.shared import posted


class Authenticate(AuthenticateView):
    """At every sign-in of somebody who bound an authenticator."""

    def form_invalid(self, form: Any) -> HttpResponse:
        security.note("accounts.second_factor_failed", user=self.stage.login.user)
        response: HttpResponse = super().form_invalid(form)
        return response


class Activate(ActivateTOTPView):
    def get_form_class(self) -> type[ActivateForm]:
        return ActivateForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        request, user = self.request, self.request.user
        code, bound = form.cleaned_data.get("enrolment"), authenticator_of(user)
        if code is not None and bound is not None:
            enrolment.vouch(code, bound)
        # Whoever opened another session did so without the authenticator.
        devices.end_devices(user, actor=user, but=request.session.session_key)
        record_authentication(request, user, "mfa", reauthenticated=True, type="totp")
        second_factor.mark_passed(request.session, vouched=code is not None)
        security.note("accounts.second_factor_bound", user=user, actor=user)
        messages.success(request, _("动态口令绑好了，以后登录都要用到它"))
        return response


class Deactivate(DeactivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.forget(self.request.session)
        security.note(
            "accounts.second_factor_removed", user=self.request.user, actor=self.request.user
        )
        messages.success(self.request, _("动态口令已解除"))
        return response


class NewRecoveryCodes(GenerateRecoveryCodesView):
    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        security.note(
            "accounts.recovery_codes_renewed", user=self.request.user, actor=self.request.user
        )
        return response


@login_required
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    page = {
        "factors": factors_of(request.user),
        "must_have": must_have_second_factor(request.user),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "mfa/index.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def needed(request: SignedInRequest) -> HttpResponse:
    """Where a sleeping role leads: bind an authenticator, sign in again with it, or say with the
    code from hand to hand that the bound one is really his."""
    user = request.user
    bound, passed = authenticator_of(user), second_factor.passed(request.session)
    form = None
    if bound is not None and passed and not is_vouched(user):
        form = VouchForm(posted(request), user=user)
        if request.method == "POST" and form.is_valid():
            enrolment.vouch(form.cleaned_data["enrolment"], bound)
            second_factor.mark_passed(request.session, vouched=True)
            messages.success(request, _("确认了，现在就可以用这个身份"))
            return redirect(address_of(request.viewer.role.door))
    page = {"role": request.viewer.role, "factors": factors_of(user), "form": form}
    status = 422 if form is not None and form.errors else 200
    return render(request, "account/second_factor_needed.html", page, status=status)


authenticate = Authenticate.as_view()
reauthenticate = MFAReauthenticateView.as_view()
reauthenticate_by_password = ReauthenticateView.as_view()
activate = Activate.as_view()
deactivate = Deactivate.as_view()
new_recovery_codes = NewRecoveryCodes.as_view()
recovery_codes = ViewRecoveryCodesView.as_view()
sign_out = LogoutView.as_view()
