from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from communities.access import reaches
from communities.models import Area, Level
from core.admin_base import RegisterAdmin, viewer_of


class CommunityRegister(RegisterAdmin):
    """Rows of the communities this viewer reaches."""

    def visible(self, rows: Any, viewer: Any) -> Any:
        return (
            rows.visible_to(viewer)
            if hasattr(rows, "visible_to")
            else rows.filter(reaches(viewer, grid=""))
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The only community somebody keeps is chosen for him."""
        viewer = viewer_of(request)
        if db_field.name == "community":
            kwargs["queryset"] = Area.objects.filter(pk__in=viewer.community_ids)
            if len(viewer.community_ids) == 1:
                kwargs["initial"] = viewer.community_ids[0]
        if db_field.name == "grid":
            kwargs["queryset"] = grids_of(viewer)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def grids_of(viewer: Any) -> Any:
    grids = Area.objects.filter(
        level__in=[Level.GRID, Level.MICRO_GRID],
        community_id__in=viewer.community_ids,
        is_active=True,
    )
    return grids.filter(pk__in=viewer.grid_ids) if viewer.is_grid_bound else grids


class GridFilter(admin.SimpleListFilter):
    """The grids of the viewer's own communities, not of the whole district."""

    title = _("网格")
    parameter_name = "grid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        grids = grids_of(viewer_of(request)).values_list("pk", "name")
        return [(str(pk), name) for pk, name in grids]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(grid_id=self.value()) if (self.value() or "").isdigit() else queryset
