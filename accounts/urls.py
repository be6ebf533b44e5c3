"""Every page of allauth that can be reached is named here and is ours; the rest has no address."""

from django.urls import include, path
from django.views.decorators.http import require_http_methods

from accounts.views import account, privacy, proving, resets, roles, signin, two_factor

page = require_http_methods(["GET", "HEAD", "POST"])
"""allauth's views would answer a PUT as if it were a GET."""

# allauth looks its own pages up by these names.
allauth_pages = [
    path("login/", page(signin.phone), name="account_login"),
    path("login/code/", page(signin.code), name="account_confirm_login_code"),
    path("logout/", page(two_factor.sign_out), name="account_logout"),
    path("inactive/", page(account.inactive), name="account_inactive"),
    path(
        "confirm/password/",
        page(two_factor.reauthenticate_by_password),
        name="account_reauthenticate",
    ),
    path("confirm/", page(two_factor.reauthenticate), name="mfa_reauthenticate"),
    path("login/second/", page(two_factor.authenticate), name="mfa_authenticate"),
    path("two-factor/", page(two_factor.overview), name="mfa_index"),
    path("two-factor/bind/", page(two_factor.activate), name="mfa_activate_totp"),
    path("two-factor/remove/", page(two_factor.deactivate), name="mfa_deactivate_totp"),
    path("two-factor/codes/", page(two_factor.recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "two-factor/codes/new/",
        page(two_factor.new_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]

own_pages = [
    path("", account.overview, name="profile"),
    path("login/password/", signin.password, name="password_sign_in"),
    path("mode/", account.mode, name="mode"),
    path("language/", account.language, name="language"),
    path("number/", proving.number, name="prove"),
    path("number/code/", proving.code, name="prove_code"),
    path("number/forget/", proving.forget, name="forget_number"),
    path("phone/", account.new_phone, name="new_phone"),
    path("phone/code/", account.confirm_phone, name="confirm_phone"),
    path("password/", account.password, name="password"),
    path("devices/", account.device_list, name="devices"),
    path("devices/others/end/", account.end_other_devices, name="end_other_devices"),
    path("devices/<int:pk>/end/", account.end_device, name="end_device"),
    path("roles/", roles.overview, name="roles"),
    path("roles/switch/", roles.switch, name="switch_role"),
    path("resets/", resets.overview, name="resets"),
    path("resets/code/", resets.code, name="enrolment_code"),
    path("resets/<int:pk>/confirm/", resets.confirm, name="confirm_reset"),
    path("resets/<int:pk>/decline/", resets.decline, name="decline_reset"),
    path("two-factor/needed/", two_factor.needed, name="second_factor_needed"),
]

open_pages = [
    path("privacy/", privacy.notice, name="notice"),
    path("feedback/", privacy.complaint, name="complaint"),
]

urlpatterns = [
    path("account/", include(allauth_pages)),
    path("account/", include((own_pages, "accounts"))),
    path("", include((open_pages, "privacy"))),
]
