"""Letters and language of this device, as the doors need them."""

from django.http import HttpRequest
from django.utils.translation import get_language

from accounts import preferences


def is_elder(request: HttpRequest) -> bool:
    return preferences.mode(request) == preferences.ELDER


def other_language() -> dict[str, str]:
    """Named in itself, so that whoever needs it can read it, and hear it."""
    if get_language() == "en":
        return {"label": "中文", "lang": "zh-Hans"}  # data
    return {"label": "English", "lang": "en"}
