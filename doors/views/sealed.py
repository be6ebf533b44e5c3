"""The numbers behind the masks of a running text: a purpose, then the values, once."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.exceptions import DomainError
from core.http import ViewerRequest
from doors import sealed
from doors.forms import PurposeForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: ViewerRequest, kind: str, pk: int) -> HttpResponse:
    """Shown on the page that answers the post; a reload asks again."""
    row = sealed.find(request.viewer, kind, pk)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    shown: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            shown = sealed.reveal(request.viewer, row, form.in_words())
        except DomainError as error:
            form.add_error(error.field or None, str(error))
    context = {"title": row._meta.verbose_name, "form": form, "shown": shown}
    return render(request, "doors/sealed.html", context, status=422 if form.errors else 200)
