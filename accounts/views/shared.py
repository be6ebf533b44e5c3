from typing import Any

from django.http import HttpRequest


def posted(request: HttpRequest) -> Any:
    """What was sent, also where it is empty: an empty form that was sent is still a form."""
    return request.POST if request.method == "POST" else None
