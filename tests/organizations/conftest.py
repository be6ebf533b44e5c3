"""The town, and a few organisations in it."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from organizations.actions import organizations, services
from organizations.actions.facts import Facts
from organizations.models import OfferedService, Organization, ServiceDomain
from tests.town import Town, enter, town

__all__ = ["enter", "town"]


def facts(name: str = "金秋老年协会", **values: Any) -> Facts:
    return Facts(**{"kind": "mutual_aid", "name": name, "registration": "managed", **values})


def filed(name: str, days: int) -> Facts:
    """Filed with the street, until so many days from now."""
    return facts(
        name,
        registration="filed",
        filing_number=f"双社备{name}",
        filing_authority="双水街道办事处",
        filed_until=timezone.localdate() + timedelta(days=days),
    )


def service_values(**values: Any) -> dict[str, Any]:
    return {
        "domain": ServiceDomain.objects.get(code="elder_care"),
        "name": "上门理发",
        "weekdays": [3, 1],
        "starts_at": time(9),
        "ends_at": time(11),
        "weekly_capacity": 6,
        "audiences": ["elders"],
        **values,
    }


@pytest.fixture
def association(town: Town) -> Organization:
    """An active organisation of the community, of no other number than its name."""
    return organizations.register(town.community, facts(), actor=town.staff)


@pytest.fixture
def proposed(town: Town) -> Organization:
    return organizations.propose(town.community, facts("读书会"), actor=town.worker)


@pytest.fixture
def haircut(town: Town, association: Organization) -> OfferedService:
    return services.offer(association, actor=town.staff, **service_values())


@pytest.fixture
def another(town: Town) -> Callable[..., Organization]:
    """`another(area, "名称")` registers one there."""
    return lambda area, name, **values: organizations.register(
        area, facts(name, **values), actor=None
    )
