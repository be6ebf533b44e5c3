"""The store: the shelf and the counter at the desk, the goods at home."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, ActPage, buttons, perform, table
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen, typed
from core.idempotency import idempotent
from points.actions import store
from points.forms import store as forms
from points.forms.points import ReasonForm
from points.models import Item, Redemption
from points.queries import accounts
from points.queries import store as queries
from points.views.desk import further, write_down


def _offered(_viewer: Viewer, item: Item) -> bool:
    return item.withdrawn_on is None


def _comes(_viewer: Viewer, row: Redemption) -> bool:
    return row.is_held and not row.brought_home


def _is_brought(_viewer: Viewer, row: Redemption) -> bool:
    return row.is_held and row.brought_home


def _held(_viewer: Viewer, row: Redemption) -> bool:
    return row.is_held


ITEM_ACTS = table(
    Act("fill", _("上架"), forms.FillForm, store.fill, _("上架了"), _offered, "plus"),
    Act(
        "withdraw", _("下架"), ReasonForm, store.withdraw,
        _("已下架"), _offered, "close", _("已经换了还没领的，照样可以领。"), True,
    ),
)  # fmt: skip

REDEMPTION_ACTS = table(
    Act(
        "collect", _("凭码领取"), forms.CollectForm, store.collect,
        _("领走了，分用掉了"), _held, "check",
        _("谁来领都行，送上门也一样：听他说码，对得上再给东西。"),
    ),
    Act(
        "bring", _("改成送上门"), NothingForm, store.bring_home,
        _("记下了，列在请送上门的里面"), _comes, "home", _("打电话说来不了的，替他记下。"),
    ),
    Act(
        "counter", _("改成来领"), NothingForm, store.keep_at_the_counter,
        _("记下了，从今天起再留十四天"), _is_brought, "undo",
    ),
    Act(
        "cancel", _("取消兑换"), forms.CallOffForm, store.call_off,
        _("已取消，分退回去了"), _held, "undo", _("冻结的分退回这一户，东西放回架上。"), True,
    ),
)  # fmt: skip

HOME_ACTS = table(
    Act(
        "cancel", _("取消兑换"), NothingForm, store.cancel,
        _("已取消，分退回去了"), _held, "undo", _("冻结的分退回您家，东西放回架上。"), True,
    ),
)  # fmt: skip


def _redeem(item: Item, *, actor: object, viewer: Viewer, **said: Any) -> Redemption:
    account = accounts.get_my_account(viewer)
    return store.redeem(account, item=item, actor=viewer.user, **said)


@login_required
@require_GET
def shelf(request: ViewerRequest) -> HttpResponse:
    form = forms.ShelfFilter(request.GET)
    form.is_valid()
    state = form.cleaned_data.get("state", "")
    found = queries.shelf(request.viewer, q=typed(request), state=state, before=row_seen(request))
    rows = [
        (row, buttons(request.viewer, row, REDEMPTION_ACTS, "points:redemption_act"))
        for row in found.rows
    ]
    next_url = further(request, "before", found.next_before)
    tables = offered(request.viewer, "points.redemptions")
    context = {"shelf": found, "rows": rows, "form": form, "next_url": next_url, "tables": tables}
    return render(request, "points/shelf.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new_item(request: ViewerRequest) -> HttpResponse:
    lead = _("定好换一份要多少分，再上架。价不改：要改就下架，另列一样。")
    label = _("列一样商品")
    return write_down(request, forms.ItemForm, store.offer, label, lead, "points:shelf")


@login_required
@require_GET
def item(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_item(request.viewer, pk)
    context = {
        "page": queries.item_page(found),
        "buttons": buttons(request.viewer, found, ITEM_ACTS, "points:item_act"),
    }
    return render(request, "points/item.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def item_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_item(request.viewer, pk)
    back = reverse("points:item", args=[pk])
    return perform(request, ActPage(found, found.name, back, ITEM_ACTS), slug)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def redemption_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_redemption(request.viewer, pk)
    title = f"{found} · {found.account}"
    return perform(request, ActPage(found, title, reverse("points:shelf"), REDEMPTION_ACTS), slug)


@login_required
@require_GET
def fairness(request: ViewerRequest) -> HttpResponse:
    return render(request, "points/fairness.html", {"rows": queries.reach(request.viewer)})


# --- at home --------------------------------------------------------------------------------------
@login_required
@require_GET
def mine(request: ViewerRequest) -> HttpResponse:
    return render(request, "points/store.html", {"store": queries.store(request.viewer)})


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def redeem(request: ViewerRequest, pk: int) -> HttpResponse:
    viewer = request.viewer
    found = queries.get_my_item(viewer, pk)
    back = reverse("points:store")
    act = Act(
        "redeem", pgettext_lazy("points", "换"), forms.RedeemForm,
        lambda item, **said: _redeem(item, viewer=viewer, **said),
        _("换好了：分先冻结，东西等您凭领取码拿"), lambda viewer, item: True, "bag",
        _("分先冻结，十四天里凭码来领，家里谁来、托邻居来都行；不来领或取消，分退回来。"),
    )  # fmt: skip
    title = f"{found.name} · {found.points}"
    return perform(request, ActPage(found, title, back, table(act), "points/say.html"), "redeem")


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def cancel(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_my_redemption(request.viewer, pk)
    back = reverse("points:store")
    page = ActPage(found, str(found), back, HOME_ACTS, "points/say.html")
    return perform(request, page, "cancel")
