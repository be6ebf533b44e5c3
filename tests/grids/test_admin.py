"""The admin looks things up; who answers for a grid does not change there."""

import pytest
from django.urls import reverse

from grids.actions import handovers, heads
from grids.models import BuildingHead, GridBoundary, Handover, TenHouseholdGroup, WorkerAppointment
from tests.grids.test_boundaries import drawn

__all__ = ["drawn"]
pytestmark = pytest.mark.django_db

REGISTERS = [WorkerAppointment, Handover, TenHouseholdGroup, BuildingHead, GridBoundary]


def page(model, name, *args):
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{name}", args=args)


@pytest.mark.parametrize("model", REGISTERS, ids=lambda model: model.__name__)
def test_staff_look_and_nobody_writes(drawn, appointment, group, leader, enter, model):
    handovers.prepare_handover(appointment, incoming=drawn.stranger, actor=drawn.secretary)
    heads.appoint_head(
        drawn.grid.buildings.get(), leader, consent_note="当面", actor=drawn.secretary
    )
    row = model.objects.filter(community=drawn.community).first()
    client = enter("staff")
    assert client.get(page(model, "changelist"), {"q": "第一"}).status_code == 200
    shown = client.get(page(model, "change", row.pk))
    assert shown.status_code == 200
    listed = client.get(page(model, "changelist"))
    for words in (shown.content.decode(), listed.content.decode()):
        assert ", None)" not in words, "a range of days as the database writes it"
    assert client.get(page(model, "history", row.pk)).status_code == 200
    for name, args in [("add", ()), ("delete", (row.pk,))]:
        assert client.get(page(model, name, *args)).status_code == 403
    assert client.post(page(model, "change", row.pk), {}).status_code == 403
    stranger = enter("far_staff")
    assert str(row.pk) not in [
        str(found.pk) for found in stranger.get(page(model, "changelist")).context["cl"].result_list
    ]
    assert stranger.get(page(model, "change", row.pk)).status_code in {302, 404}
