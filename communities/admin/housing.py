from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from communities.actions import areas
from communities.actions import housing as actions
from communities.admin.shared import CommunityRegister, GridFilter
from communities.models import Building, Dwelling, Estate, SmartCode
from core.admin_base import viewer_of
from core.duties import Duty


@admin.register(Estate)
class EstateAdmin(CommunityRegister):
    duties = (Duty.PLACES,)
    icon = "location_city"
    position = 10
    list_display = ("name", "community", "address")
    list_select_related = ("community",)
    search_fields = ("name__startswith",)
    ordering = ("community", "name")

    def get_readonly_fields(self, request: HttpRequest, obj: Estate | None = None) -> Any:
        return ("community",) if obj else ()


@admin.register(Building)
class BuildingAdmin(CommunityRegister):
    duties = (Duty.PLACES,)
    icon = "domain"
    position = 20
    list_display = ("name", "estate", "grid", "units", "floors")
    list_select_related = ("estate", "grid")
    list_filter = (GridFilter,)
    search_fields = ("name__startswith", "estate__name__startswith")
    autocomplete_fields = ("estate",)
    ordering = ("estate__name", "id")
    fields = ("estate", "name", "grid", "units", "floors", "longitude", "latitude")

    def get_readonly_fields(self, request: HttpRequest, obj: Building | None = None) -> Any:
        return ("estate",) if obj else ()

    def write(self, request: HttpRequest, obj: Building, before: Building | None) -> None:
        actor = viewer_of(request).user
        if before is None:
            values = {name: getattr(obj, name) for name in self.fields[2:]}
            self.adopt(obj, actions.add_building(obj.estate, obj.name, actor=actor, **values))
            return
        if obj.grid and obj.grid_id != before.grid_id:
            # Households and people of the building go to the grid with it.
            areas.assign_buildings(obj.grid, [before], actor=actor)
            before.grid_id = obj.grid_id
        super().write(request, obj, before)


@admin.register(Dwelling)
class DwellingAdmin(CommunityRegister):
    duties = (Duty.PLACES,)
    icon = "door_front"
    position = 30
    list_display = ("__str__", "unit", "room", "floor", "standard_address_code")
    list_select_related = ("building__estate",)
    search_fields = ("room__startswith", "building__name__startswith")
    autocomplete_fields = ("building",)
    ordering = ("building", "unit", "room")
    fields = ("building", "unit", "room", "floor", "standard_address_code")

    def get_readonly_fields(self, request: HttpRequest, obj: Dwelling | None = None) -> Any:
        """A door does not move to another building; its household would move unseen with it."""
        return ("building",) if obj else ()

    def write(self, request: HttpRequest, obj: Dwelling, before: Dwelling | None) -> None:
        if before is not None:
            super().write(request, obj, before)
            return
        made = actions.add_dwelling(
            obj.building,
            obj.room,
            unit=obj.unit,
            floor=obj.floor,
            standard_address_code=obj.standard_address_code,
            actor=viewer_of(request).user,
        )
        self.adopt(obj, made)


@admin.register(SmartCode)
class SmartCodeAdmin(CommunityRegister):
    """Which household has one; issued and ended at the desk or at home."""

    duties = (Duty.PLACES,)
    read_only = True
    icon = "qr_code_2"
    position = 45
    exclude = ("token",)
    list_display = ("household", "issued_at", "ended_at", "why_ended", "community")
    list_select_related = ("household", "community")
    list_filter = ("why_ended",)
    search_fields = ("household__number",)
    ordering = ("-pk",)
