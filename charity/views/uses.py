"""The page "used from gifts" of a thing that another room keeps; that room says which, and who
may open it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from charity.actions import uses as actions
from charity.actions.uses import Deed
from charity.forms.uses import DeedForm
from charity.queries import uses as queries
from communities.views.acts import posted, refuse
from core.exceptions import DomainError
from core.http import ViewerRequest


def gifts_used(request: ViewerRequest, deed: Deed, *, title: str, back: str) -> HttpResponse:
    """The list of what was used, and the form for one more."""
    viewer = request.viewer
    if not queries.may_use_gifts(viewer):
        raise Http404
    form = DeedForm(posted(request), viewer=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            actions.use_for(deed, actor=viewer.user, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已登记去向，捐赠人看得到"))
            return redirect(request.path)
    context = {
        "uses": queries.used_on(viewer, deed.kind, deed.reference),
        "form": form,
        "title": title,
        "back": back,
    }
    return render(request, "charity/gifts_used.html", context, status=422 if form.errors else 200)
