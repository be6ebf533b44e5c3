"""Whether a word to who brought it reaches anybody: asked before it is said that it did."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.message_rules import fallen_silent
from communities.models import ResidentStatus
from core import scope
from requests.models import Party, SealedAuthor, ServiceRequest
from requests.models.parties import Role
from requests.workflow import Channel

DIED, READS_LATER, NO_WAY = "died", "reads_later", "no_way"


WORDS = {
    READS_LATER: _("写上了。他没有账号，凭手机号查进度时看得到；急的话请打电话"),
    NO_WAY: _("写上了，可他没有账号，收不到：请打电话告诉他"),
}


def in_words(row: ServiceRequest) -> str:
    """What is said to who left a word."""
    return str(WORDS.get(unheard(row), _("带到了")))


def unheard(row: ServiceRequest) -> str:
    """Why nobody hears it; empty where somebody does."""
    with scope.entered(scope.EVERYTHING):  # as the message will see it when it leaves
        reporters = Party.objects.standing().filter(service_request=row, role=Role.REPORTER)
        authors = SealedAuthor.objects.filter(service_request=row)
        own = Q(pk__in=reporters.values("user")) | Q(pk__in=authors.values("user"))
        users = User.objects.filter(own, is_active=True)
        stopped = list(users.values_list("messages_stopped_at", flat=True))
        if None in stopped:
            return ""
        if stopped or _nobody_left(row):
            return DIED
    return READS_LATER if row.channel == Channel.GUEST else NO_WAY


def _nobody_left(row: ServiceRequest) -> bool:
    """By the register: the one it is for, where no other telephone brought it."""
    if row.contact_phone_index:
        return fallen_silent(row.contact_phone_index)
    return row.resident is not None and row.resident.status == ResidentStatus.DECEASED
