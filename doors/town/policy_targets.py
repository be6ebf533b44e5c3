"""What the district is asked for: the shipped example in use, one line of it raised since; and how
the three rates are reckoned from next year on."""

from datetime import date
from decimal import Decimal

from communities.models import Area
from doors.town import plan
from insights.actions import targets
from insights.models import PolicyDocument, PolicyTarget
from requests.actions import formulas
from requests.models import RateFormula

HUBEI = "鄂民政发〔2021〕47号"
PLAN = {
    "title": "澄湖区“五社联动”三年行动方案",
    "title_en": "Three years of the five societies in Chenghu District",
    "number": "澄民发〔2026〕3号",
    "issuer": "澄湖区民政局",
}
RAISED, STATIONS = 50, 100
"""Percent of social workers with a certificate, and of service centres with volunteers."""


def tell_targets(told_on: date) -> None:
    for target in PolicyTarget.objects.filter(document__number=HUBEI).order_by("pk"):
        target.is_active = True
        targets.write(target, actor=None)
    paper = PolicyDocument.objects.create(
        **PLAN, issued_on=date(told_on.year, 1, 20) if told_on.month > 1 else told_on
    )
    until = date(told_on.year + 1, 12, 31)
    raised = PolicyTarget.objects.get(document__number=HUBEI, indicator="certified_rate")
    raised.document, raised.least, raised.due_on = paper, Decimal(RAISED), until
    targets.write(raised, actor=None)
    district = Area.objects.get(code=plan.DISTRICT[0])
    targets.write(
        PolicyTarget(
            document=paper, clause="第六条", name="每个社区有一间社工室",
            name_en="A room of social work in every community", indicator="social_rooms",
            area=district, each="community", least=Decimal(1), due_on=until,
        ),
        actor=None,
    )  # fmt: skip
    formulas.write(
        RateFormula(
            since=date(told_on.year + 1, 1, 1), ground=f"{paper}第九条",
            contact_hours=RateFormula.Hours.EIGHT, counts_unanswered=True,
        ),
        actor=None,
    )  # fmt: skip
