"""What the desk did, in the admin: for who keeps the place, without a person's words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import scope
from requests.actions import affairs as affair_actions
from requests.actions import calls, heart_cards, inquiries, outings, whistling
from requests.actions.whistling import Asked
from requests.admin import DeskRegister
from requests.models import Affair, Call, Guide, HeartCard, Inquiry, Outing, Whistle
from requests.workflow.whistles import WhistleKind

pytestmark = pytest.mark.django_db
WORDS = "我妈走不动，能不能替她办"


@pytest.fixture
def rows(desk, town):
    asked = inquiries.ask(town.community, words=WORDS, grid=town.grid, by=desk.viewer("resident"))
    scope.declare(scope.EVERYTHING)
    guide = Guide.objects.get(code="pension-enrol", replaced_at__isnull=True)
    clerk = desk.viewer("staff")
    call = calls.begin(town.community, "13900001234", by=clerk)
    walk = outings.plan("patrol", town.grid, timezone.localdate(), route=WORDS, by=clerk)
    outings.found(walk, words=WORDS, settled=False, by=clerk)
    scope.declare(scope.EVERYTHING)
    return {
        Outing: walk,
        Inquiry: asked,
        Affair: affair_actions.from_inquiry(asked, guide=guide, by=clerk),
        HeartCard: heart_cards.issue(town.people["resident"], by=clerk),
        Call: calls.end(call, "answered", words=WORDS, by=clerk),
        Whistle: whistling.draft(
            Asked(
                town.community,
                WhistleKind.ENFORCEMENT,
                "夜市占了消防通道",
                "东门外",
                timezone.now() + timedelta(days=2),
                town.department,
                [],
            ),
            by=desk.viewer("secretary"),
        ),
    }


@pytest.mark.parametrize("model", [Inquiry, Affair, HeartCard, Call, Whistle, Outing])
def test_it_is_looked_up_by_the_place_and_by_nobody_else(rows, enter, town, model):
    name = model._meta.model_name
    here = reverse(f"admin:requests_{name}_changelist")
    one = reverse(f"admin:requests_{name}_change", args=[rows[model].pk])
    for clerk in ("secretary", "staff"):
        client = enter(clerk)
        said = client.get(here).content.decode()
        assert one in said
        page = client.get(one)
        assert page.status_code == 200
        text = said + page.content.decode()
        assert WORDS not in text
        assert "13900001234" not in text
        assert str(town.people["resident"].name.open()) not in text
        assert client.post(one, {"status": "done"}).status_code == 403
    assert one not in enter("sibling_staff").get(here).content.decode()
    for name in ("worker", "auditor", "system_admin", "security_admin"):
        assert enter(name).get(here).status_code in {302, 403, 404}


def test_every_one_of_them_is_for_looking_only():
    registers = DeskRegister.__subclasses__()
    assert len(registers) >= 8
    for register in registers:
        assert register.read_only, register
        assert "words" not in register.fields
        assert "numbers" not in register.fields


def test_none_of_them_asks_more_for_many_rows(rows, enter, town):
    client, here = enter("secretary"), reverse("admin:requests_inquiry_changelist")
    client.get(here)
    with CaptureQueriesContext(connection) as one:
        client.get(here)
    scope.declare(scope.EVERYTHING)
    Inquiry.objects.bulk_create(
        Inquiry(
            community=town.community,
            grid=town.grid,
            words="x",
            asker=town.resident,
            due_at=timezone.now() + timedelta(hours=1),
        )
        for _n in range(15)
    )
    with CaptureQueriesContext(connection) as many:
        assert client.get(here).content.decode().count("/change/") >= 15
    assert len(many) == len(one)


def test_of_a_round_stands_when_it_was_planned_and_what_came_of_it(rows, enter):
    """The register's own history, from the events the actions wrote."""
    walk = rows[Outing]
    page = reverse("admin:requests_outing_history", args=[walk.pk])
    said = enter("secretary").get(page).content.decode()
    assert "排了外勤" in said
    assert "外勤时发现情况" in said
    found = enter("secretary").get(reverse("admin:requests_outing_change", args=[walk.pk]))
    assert walk.findings.get().service_request.number in found.content.decode()
