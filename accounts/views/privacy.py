"""Open to everybody: how personal data is used, and a word about the platform itself."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.complaints import complain
from accounts.forms_privacy import ComplaintForm
from accounts.limits import address_index
from accounts.queries import privacy
from core import personal
from core.exceptions import DomainError
from core.http import ViewerRequest
from core.idempotency import idempotent


@require_safe
def notice(request: ViewerRequest) -> HttpResponse:
    current = privacy.current_notice()
    if current is None:
        raise Http404
    context = {"notice": current, "older": privacy.notices()[1:6], "register": _register()}
    return render(request, "accounts/notice.html", context)


def _register() -> list[dict[str, object]]:
    """What is kept, one group for each table: on a phone they are folded."""
    groups: dict[type, list[dict[str, object]]] = {}
    for _room, model, name, declared in personal.register():
        line = {"field": _verbose(model, name), "declared": declared}
        groups.setdefault(model, []).append(line)
    return [
        {"title": model._meta.verbose_name, "lines": lines}  # type: ignore[attr-defined]
        for model, lines in groups.items()
    ]


def _ip(request: ViewerRequest) -> str:
    return get_adapter().get_client_ip(request) or ""


def _verbose(model: type, name: str) -> object:
    return model._meta.get_field(name).verbose_name  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@idempotent
def complaint(request: ViewerRequest) -> HttpResponse:
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        try:
            complain(user=viewer.user, address=address_index(_ip(request)), **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, _("收到了，谢谢您。留了联系方式的，七天内答复"))
            return redirect("privacy:complaint")
    status = 422 if form.errors else 200
    return render(request, "accounts/complaint.html", {"form": form}, status=status)
