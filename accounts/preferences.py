"""Language and 长辈版: a cookie for guests, kept with the account for those who sign in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language

from accounts.models import User

MODE_COOKIE = "mode"
THEME_COOKIE = "theme"
ELDER, STANDARD = "elder", "standard"
YEAR = 365 * 24 * 3600


def mode(request: HttpRequest) -> str:
    """The cookie decides on this device; signing in brings the account's own choice with it."""
    return ELDER if request.COOKIES.get(MODE_COOKIE) == ELDER else STANDARD


def remember(response: HttpResponse, user: User) -> None:
    """After signing in: what was chosen on another device holds here too."""
    if user.language:
        set_language(response, user.language)
    if user.elder_mode:
        set_mode(response, ELDER)


def set_mode(response: HttpResponse, value: str) -> None:
    _set(response, MODE_COOKIE, ELDER if value == ELDER else STANDARD)


def set_language(response: HttpResponse, value: str) -> None:
    if is_language(value):
        _set(response, settings.LANGUAGE_COOKIE_NAME, value)


def is_language(value: str) -> bool:
    return value in dict(settings.LANGUAGES) and check_for_language(value)


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
