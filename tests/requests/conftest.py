"""A request of the small town, and its people under short names."""

from dataclasses import dataclass
from typing import Any

import pytest

from accounts.viewer import Viewer
from communities.models import Area
from core import scope
from requests.actions import conclude, dispatch, intake, triage, work
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.models import ServiceRequest
from requests.models.parties import Lane
from requests.triage import Verdict
from requests.workflow import Matter, OrderType
from tests.town import Town, town

__all__ = ["town"]


@dataclass
class Desk:
    """Walks a request along, as the people of the town would."""

    town: Town

    def viewer(self, name: str) -> Viewer:
        return self.town.viewer(name)

    def submit(
        self, words: str = "楼道灯不亮了", by: str = "resident", **need: Any
    ) -> ServiceRequest:
        place: Area = need.pop("community", self.town.community)
        need.setdefault("grid", self.town.grid)
        row = intake.submit(Need(place, words, **need), by=self.viewer(by))
        scope.declare(scope.EVERYTHING)
        return row

    def classified(self, **need: Any) -> ServiceRequest:
        verdict = Verdict(OrderType.REGULAR, Matter.MINOR)
        return triage.classify(self.submit(**need), verdict, by=self.viewer("secretary"))

    def assigned(self, **need: Any) -> ServiceRequest:
        who = Who(Lane.HOST, user=self.town.worker)
        return dispatch.assign(self.classified(**need), who, by=self.viewer("secretary"))

    def in_progress(self, **need: Any) -> ServiceRequest:
        return dispatch.sign(self.assigned(**need), by=self.viewer("worker"))

    def completed(self, **need: Any) -> ServiceRequest:
        return work.complete(self.in_progress(**need), result="换了灯泡", by=self.viewer("worker"))

    def closed(self, **need: Any) -> ServiceRequest:
        return conclude.rate(self.completed(**need), grade=5, by=self.viewer("resident"))


@pytest.fixture
def desk(town: Town) -> Desk:
    return Desk(town)
