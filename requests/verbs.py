"""How people read what the audit says of this room."""

from django.utils.translation import gettext_lazy as _

from core import audit

audit.describe(
    {
        "requests.call.begin": _("接起、打出一通电话"),
        "requests.call.end": _("了结一通电话"),
        "requests.call.read": _("看了通话里的号码"),
        "requests.call_back.ask": _("约了回电"),
        "requests.call_back.again": _("没打通，改时间再打"),
        "requests.call_back.done": _("回电了结"),
    }
)
