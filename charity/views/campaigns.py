"""Campaigns on the spot: kept at the desk, read by everybody."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.viewer import Viewer
from charity.actions import campaigns
from charity.forms import campaigns as forms
from charity.models import Campaign
from charity.queries import campaigns as queries
from charity.queries.gifts import may_record
from charity.workflow import CampaignStatus
from communities.views.acts import (
    Act,
    ActPage,
    NewPage,
    begin,
    buttons,
    perform,
    posted,
    table,
)
from core.exports.registry import offered
from core.http import ViewerRequest, row_seen
from core.idempotency import idempotent


def _runs(_viewer: Viewer, campaign: Campaign) -> bool:
    return campaign.status == CampaignStatus.RUNNING


def _counts(_viewer: Viewer, campaign: Campaign) -> bool:
    return campaign.status in {CampaignStatus.RUNNING, CampaignStatus.COUNTED}


def _another_publishes(viewer: Viewer, campaign: Campaign) -> bool:
    counted = campaign.status == CampaignStatus.COUNTED
    return counted and campaign.counted_by_id != viewer.user_id


def _is_out(_viewer: Viewer, campaign: Campaign) -> bool:
    return campaign.status == CampaignStatus.REPORTED


CAMPAIGN_ACTS = table(
    Act(
        "publish", gettext_lazy("看过，公布报告"), forms.PublishForm, campaigns.publish,
        gettext_lazy("已公布"), _another_publishes, "horn",
        gettext_lazy("公布以后不能改；有错另出一份更正。"),
    ),
    Act(
        "count", gettext_lazy("清点"), forms.CountForm, campaigns.count,
        gettext_lazy("已清点，请同事看过公布"), _counts, "check",
        gettext_lazy("办完了，和慈善组织的账对上，再写一段说明。"),
    ),
    Act(
        "correct", gettext_lazy("更正报告"), forms.CorrectForm, campaigns.correct,
        gettext_lazy("可以重新清点了"), _is_out, "edit",
        gettext_lazy("原来那份留着；重新清点、公布以后，两份都看得到。"),
    ),
    Act(
        "cancel", gettext_lazy("没有办"), forms.CancelForm, campaigns.cancel,
        gettext_lazy("已记为没有办"), _runs, "close", "", True,
    ),
)  # fmt: skip


@login_required
@require_GET
def register(request: ViewerRequest) -> HttpResponse:
    page = queries.register(request.viewer, row_seen(request))
    context = {"page": page, "tables": offered(request.viewer, "charity.campaigns")}
    return render(request, "charity/campaigns.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def new(request: ViewerRequest) -> HttpResponse:
    viewer = request.viewer
    if not may_record(viewer):
        raise Http404
    form = forms.CampaignForm(posted(request), viewer=viewer)

    def make(said: dict[str, Any]) -> HttpResponse:
        made = campaigns.record(
            said["community"], said["organization"], form.papers(), actor=viewer.user
        )
        return redirect("charity:campaign", made.pk)

    lead = _("只登记有公开募捐资格的慈善组织在现场办的；钱进它的账，平台和居委会不收款。")
    page = NewPage(_("募捐活动"), reverse("charity:campaigns"), _("登记一场募捐"), lead)
    return begin(request, form, page, make)


@login_required
@require_GET
def campaign(request: ViewerRequest, pk: int) -> HttpResponse:
    found = queries.get_campaign(request.viewer, pk)
    context = {
        "page": queries.campaign_page(request.viewer, found),
        "is_mine": found.counted_by_id == request.viewer.user_id,
        "buttons": buttons(request.viewer, found, CAMPAIGN_ACTS, "charity:campaign_act"),
    }
    return render(request, "charity/campaign.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def campaign_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    found = queries.get_campaign(request.viewer, pk)
    back = reverse("charity:campaign", args=[pk])
    return perform(request, ActPage(found, found.title, back, CAMPAIGN_ACTS), slug)


@require_safe
def public(request: ViewerRequest, pk: int) -> HttpResponse:
    context = {"account": queries.account(pk, row_seen(request))}
    return render(request, "charity/campaigns_public.html", context)
