"""What somebody answered to the questions of the menu, beside his sentence."""

from dataclasses import dataclass

from core.reference import kept
from requests.models import MenuQuestion, ServiceRequest


@dataclass(frozen=True)
class Answered:
    question: str
    answer: str


def answered(row: ServiceRequest) -> list[Answered]:
    """In the order in which it was asked; a question that is gone takes its answer along."""
    asked = _questions() if row.answers else {}
    return [
        Answered(str(question), str(row.answers[str(pk)]))
        for pk, question in asked.items()
        if str(pk) in row.answers
    ]


@kept
def _questions() -> dict[int, MenuQuestion]:
    return {one.pk: one for one in MenuQuestion.objects.order_by("item", "position", "pk")}
