"""派单: tables that leave nothing out, waves that go on, offers only to those who may be asked."""

from django.db.models import Exists, OuterRef

from doors.town.checks.finding import Check, Finding, none_of
from requests.models import Calling, DispatchCatalogue, DispatchRule, Offer, ServiceRequest
from requests.workflow import Status


def last_rule() -> Finding:
    """Every table in force ends with a line that fits everything."""
    rows = DispatchCatalogue.objects.in_force()
    anything = DispatchRule.objects.filter(
        catalogue=OuterRef("pk"), order_type="", matter="", kind="", category=None, item=None
    )
    return none_of(rows, rows.exclude(Exists(anything)), "leaves something out")


def waves_move() -> Finding:
    """A wave belongs to something that waits to be taken."""
    rows = Calling.objects.standing()
    return none_of(
        rows, rows.exclude(service_request__status=Status.POOLED), "calls for what is gone"
    )


def nobody_asked_for_his_own() -> Finding:
    rows = Offer.objects.all()
    its = ServiceRequest.objects.filter(pk=OuterRef("service_request_id"))
    asked = its.filter(reporter_id=OuterRef("user_id"))
    return none_of(rows, rows.filter(Exists(asked)), "asks somebody for his own")


CHECKS = (
    Check("派单目录有最后一条 · every catalogue has a last rule", last_rule),
    Check("邀请批次对得上 · waves call for what waits", waves_move),
    Check("不请人办自己的事 · nobody is asked for his own", nobody_asked_for_his_own),
)
