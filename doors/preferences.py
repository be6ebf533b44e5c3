"""Letters and language of this device, as the doors need them."""

from django.http import HttpRequest
from django.utils.translation import get_language

from accounts import preferences


def is_elder(request: HttpRequest) -> bool:
    return preferences.mode(request) == preferences.ELDER


def other_language(request: HttpRequest) -> str:
    """Named in itself, so that whoever needs it can read it."""
    return "中文" if get_language() == "en" else "English"  # data
