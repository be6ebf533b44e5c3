"""What can be done to a plot and to a harvest."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import Viewer
from charity.actions import gardens
from charity.forms import gardens as forms
from charity.models import Harvest, Plot
from charity.queries import gardens as queries
from charity.workflow import GiftStatus
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent


def _open(_viewer: Viewer, plot: Plot) -> bool:
    return plot.closed_on is None and plot.programme.runs


def _may_come_in(_viewer: Viewer, harvest: Harvest) -> bool:
    return harvest.gift.status in {GiftStatus.OFFERED, GiftStatus.RECEIVED}


PLOT_ACTS = table(
    Act(
        "tend", _("写谁在种"), forms.TendForm, gardens.tend,
        _("已写上"), _open, "users", _("换了人，上一位到那天为止。"),
    ),
    Act(
        "gather", _("记收成"), forms.GatherForm, gardens.gather,
        _("已记；同事确认收到就入库"), _open, "leaf",
        _("算他捐的实物：另一位同事确认收到、入库，食堂再领。"),
    ),
    Act(
        "close", _("不种了"), NothingForm, gardens.close,
        _("已撤掉，收成都留着"), _open, "close", "", True,
    ),
)  # fmt: skip

HARVEST_ACTS = table(
    Act(
        "store", _("收到，入库"), forms.StoreForm, gardens.store,
        _("已入库"), _may_come_in, "bag", _("记收成的人不能自己确认。"),
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def plot_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_plot(request.viewer, pk)
    return perform(request, ActPage(found, found.name, _back(found), PLOT_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def harvest_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_harvest(request.viewer, pk)
    return perform(request, ActPage(found, str(found), _back(found.plot), HARVEST_ACTS), slug)


# --- inside ---------------------------------------------------------------------------------------
def _back(plot: Plot) -> str:
    return reverse("charity:programme", args=[plot.programme_id])
