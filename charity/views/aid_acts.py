"""What can be done with aid."""

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.actions import aid
from charity.forms.aid import ApproveForm, HandOverForm, ReasonForm
from charity.models import AidRecord
from charity.workflow import AID_STEPS, AidStatus
from communities.views.acts import Act, table


def _another_decides(viewer: Viewer, row: AidRecord) -> bool:
    return row.status == AidStatus.PROPOSED and row.proposed_by_id != viewer.user_id


def _approved(_viewer: Viewer, row: AidRecord) -> bool:
    return AidStatus.GIVEN in AID_STEPS[AidStatus(row.status)]


AID_ACTS = table(
    Act(
        "approve", _("批准"), ApproveForm, aid.approve,
        _("已批准，捐赠里记下了这一份"), _another_decides, "check",
        _("批准后这一份就从捐赠或库存里拿出来；公开时只写姓。"),
    ),
    Act(
        "refuse", _("不批"), ReasonForm, aid.refuse,
        _("已记为没有批准"), _another_decides, "close",
    ),
    Act(
        "give", _("已送到"), HandOverForm, aid.hand_over,
        _("已记为送到"), _approved, "hands",
    ),
    Act(
        "cancel", _("没送成"), ReasonForm, aid.cancel,
        _("已撤销，这一份又能用在别处"), _approved, "undo", "", True,
    ),
)  # fmt: skip
