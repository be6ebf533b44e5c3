"""Three questions a machine may ask: are you there, can you serve, is everything well?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class HealthMiddleware:
    """Answers before sessions, database or templates are touched."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if answer := ANSWERS.get(request.path_info):
            response = answer()
            response["Cache-Control"] = "no-store"
            return response
        return self.get_response(request)


def livez() -> HttpResponse:
    """This process answers. Nothing else is asked, so that a balancer never kills it in vain."""
    return HttpResponse("ok", content_type="text/plain")


ANSWERS: dict[str, Callable[[], HttpResponse]] = {"/livez": livez}
