"""An order on which a gift was used."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from charity.actions.uses import Deed
from charity.models import Allocation
from charity.views.uses import gifts_used
from core.http import ViewerRequest
from core.idempotency import idempotent
from requests.queries import giving
from requests.queries import queue as queries


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def gifts(request: ViewerRequest, pk: int) -> HttpResponse:
    row = queries.get_case(request.viewer, pk)
    if not giving.may_use_gifts(request.viewer, row):
        raise Http404
    deed = Deed(Allocation.Kind.ORDER, row.pk, row.community, giving.whom_it_helped(row))
    back = reverse("requests:case", args=[row.pk])
    return gifts_used(request, deed, title=f"{row.number} {row.title}", back=back)
