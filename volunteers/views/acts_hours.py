"""What can be done with a record of hours, a question about it, and a certificate, as tables."""

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from volunteers.access import is_keeper
from volunteers.actions import certificates, hours, reached
from volunteers.forms import hours as hour_forms
from volunteers.forms.shifts import ReachedForm
from volunteers.models import Certificate, HourQuestion, ServiceRecord, Source
from volunteers.queries.certificates import falling_with
from volunteers.workflow import CertificateStatus, RecordStatus


def _another(viewer: Viewer, record: ServiceRecord) -> bool:
    """Neither who wrote it down, nor who served."""
    own = viewer.user_id in {record.recorded_by_id, record.person.user_id}
    return is_keeper(viewer) and not own


def _is_pending(viewer: Viewer, record: ServiceRecord) -> bool:
    return record.status == RecordStatus.PENDING and _another(viewer, record)


def _is_counted(viewer: Viewer, record: ServiceRecord) -> bool:
    own = viewer.user_id == record.person.user_id
    return record.status == RecordStatus.COUNTED and is_keeper(viewer) and not own


def _is_by_hand(viewer: Viewer, record: ServiceRecord) -> bool:
    stands = record.status in {RecordStatus.PENDING, RecordStatus.COUNTED}
    return stands and record.source == Source.MANUAL and is_keeper(viewer)


def _is_open(viewer: Viewer, question: HourQuestion) -> bool:
    return not question.outcome and _another(viewer, question.record)


RECORD_ACTS = table(
    Act(
        "approve", _("核对计入"), hour_forms.ApproveForm, hours.approve,
        _("已计入他的时长"), _is_pending, "check", _("只算做事的时间，路上不算。"),
    ),
    Act(
        "refuse", _("不计入"), hour_forms.ReasonForm, hours.refuse,
        _("没有计入，原因留着"), _is_pending, "close", "", True,
    ),
    Act(
        "void", _("作废"), hour_forms.ReasonForm, hours.make_void,
        _("已作废，记录还看得到"), _is_counted, "trash",
        _("记错了的才作废：从他的时长里减去，写进了证明的，证明同时作废；记录和原因都留着。"),
        True, falling_with,
    ),
    Act(
        "reached", _("记服务了多少人"), ReachedForm, reached.note_record,
        _("记下了"), _is_by_hand, "users",
        _("几位志愿者一起做的，只在一个人的记录上写，免得重复。"),
    ),
)  # fmt: skip

QUESTION_ACTS = table(
    Act(
        "correct", _("更正"), hour_forms.CorrectForm, hours.correct,
        _("更正好了，也告诉他了"), _is_open, "check",
        _("原来那条作废，按新的时长另记一条，两条都看得到。"),
        takes=lambda question: falling_with(question.record),
    ),
    Act(
        "keep", _("不改，说明原因"), hour_forms.KeepForm, hours.keep,
        _("答复了，也告诉他了"), _is_open, "talk",
    ),
)  # fmt: skip


# --- certificates --------------------------------------------------------------------------------
def _certifies(viewer: Viewer, certificate: Certificate) -> bool:
    """Who recorded the hours; not who asked for the certificate."""
    if certificate.applied_by_id == viewer.user_id or viewer.sleeping:
        return False
    if certificate.organization_id is not None:
        return certificate.organization_id in viewer.organization_ids
    return is_keeper(viewer)


def _is_applied(viewer: Viewer, certificate: Certificate) -> bool:
    return certificate.status == CertificateStatus.APPLIED and _certifies(viewer, certificate)


def _is_on_its_way(viewer: Viewer, certificate: Certificate) -> bool:
    waits = certificate.status in {CertificateStatus.APPLIED, CertificateStatus.PUBLIC}
    return waits and _certifies(viewer, certificate)


def _is_issued(viewer: Viewer, certificate: Certificate) -> bool:
    return certificate.is_issued and _certifies(viewer, certificate)


CERTIFICATE_ACTS = table(
    Act(
        "verify", _("核对无误"), NothingForm, certificates.verify,
        _("核对好了"), _is_applied, "check",
        _("先看清每个月的次数和小时。核对以后公示，只公示姓和志愿者编号；公示完自动编号出证。"),
    ),
    Act(
        "refuse", _("不通过"), hour_forms.ReasonForm, certificates.refuse,
        _("没有通过，也告诉他了"), _is_on_its_way, "close",
        _("公示期里有人提了异议、核实确有问题的，也在这里办。"), True,
    ),
    Act(
        "revoke", _("撤销证明"), hour_forms.ReasonForm, certificates.revoke,
        _("已撤销；扫码核验会看到"), _is_issued, "trash",
        _("编号留着不再用；拿着纸的人一扫码就知道它已经撤销。"), True,
    ),
)  # fmt: skip
