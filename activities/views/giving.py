"""An activity on which a gift was used."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from activities.queries import desk as queries
from charity.actions.uses import Deed
from charity.models import Allocation
from charity.views.uses import gifts_used
from core.http import ViewerRequest
from core.idempotency import idempotent


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def gifts(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_activity(request.viewer, pk)
    if not queries.may_use_gifts(request.viewer, found):
        raise Http404
    deed = Deed(Allocation.Kind.ACTIVITY, found.pk, found.community, called=found.called)
    back = reverse("activities:desk_activity", args=[pk])
    return gifts_used(request, deed, title=found.heading, back=back)
