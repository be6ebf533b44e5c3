"""At the desk: hang an activity under a draft, or take it off."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import Viewer
from activities.actions import announcing
from activities.forms.announcing import CarryForm
from activities.queries import announcing as queries
from communities.forms.base import NothingForm
from communities.models import Notice
from communities.queries import notices as notice_queries
from communities.views.acts import Act, ActPage, perform, table
from core.http import ViewerRequest
from core.idempotency import idempotent


def _always(_viewer: Viewer, _notice: Any) -> bool:
    return True


def _carries(_viewer: Viewer, notice: Notice) -> bool:
    return queries.carried_by(notice) is not None


NOTICE_ACTIVITY_ACTS = table(
    Act(
        "carry", _("带上一场活动"), CarryForm, announcing.carry,
        _("带上了，看通知的人点一下就能报名"), _always, "calendar",
        _("居民看通知时，下面就有报名的按钮：满了说候补，报过了说报过了。"),
    ),
    Act(
        "drop", _("不带这场活动"), NothingForm, announcing.drop,
        _("不带了"), _carries, "close",
    ),
)  # fmt: skip


@login_required
@require_http_methods(["GET", "POST"])
@idempotent
def notice_act(request: ViewerRequest, pk: int, slug: str) -> HttpResponse:
    draft = notice_queries.get_draft(request.viewer, pk)
    back = reverse("notices:desk_notice", args=[pk])
    return perform(request, ActPage(draft, draft.title, back, NOTICE_ACTIVITY_ACTS), slug)
