"""The link to the page behind this one, with whatever else stands in the address."""

from django.http import HttpRequest


def older(request: HttpRequest, mark: str) -> str:
    if not mark:
        return ""
    asked = request.GET.copy()
    asked["before"] = mark
    return f"?{asked.urlencode()}"
