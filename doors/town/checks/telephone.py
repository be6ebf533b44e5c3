"""The telephone: what was promised has a number, and what became an order says which."""

from django.db.models import Q

from communities.models import Area
from doors.town.checks.finding import Check, Finding, none_of
from doors.town.plan import WUTONGLI_CODE
from requests.models import Call, CallBack, ServiceRequest, Webhook


def promises_can_be_kept() -> Finding:
    """Whoever waits for a call left a number."""
    rows = CallBack.objects.waiting()
    mute = Q(call__phone_index="", service_request=None) | Q(
        call=None, service_request__contact_phone_index=""
    )
    return none_of(rows, rows.filter(mute), "waits without a number")


def one_voice() -> Finding:
    """What was said stands in the order, and no second time in the log."""
    rows = Call.objects.filter(outcome=Call.Outcome.ORDER)
    twice = ~Q(words="") | ~Q(service_request__channel__in=["phone", "heart_card"])
    return none_of(rows, rows.filter(twice), "says it twice")


def hotline_numbers() -> Finding:
    """What the city's hotline passed on can be reported back: it bears their number."""
    place = Area.objects.get(code=WUTONGLI_CODE)
    rows = ServiceRequest.objects.filter(community=place, channel="hotline")
    return none_of(rows, rows.filter(hotline=None), "has no number of theirs")


def nobody_listens() -> Finding:
    """A demo tells no machine outside."""
    rows = Webhook.objects.all()
    return none_of(rows, rows.filter(ended_at=None), "is told of the town")


CHECKS = (
    Check("回得了电 · promised calls have a number", promises_can_be_kept),
    Check("话只记一处 · calls and orders agree", one_voice),
    Check("热线的编号 · hotline tickets", hotline_numbers),
    Check("不往外说 · nobody outside is told", nobody_listens),
)
