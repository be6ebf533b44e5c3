"""Who has an account, and who proved a number without one: the pages of one's own orders."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase
from django.shortcuts import resolve_url

from core.http import ViewerRequest

View = Callable[..., HttpResponseBase]


def known_required(view: View) -> View:
    """As login_required; the page to sign in offers to prove a number instead."""

    @wraps(view)
    def inner(request: ViewerRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.viewer.is_known:
            return view(request, *args, **kwargs)
        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))

    return inner
