"""What departments contribute to the desk; `communities.panels` collects it."""

from typing import Any

from accounts.roles import Door
from accounts.viewer import Viewer
from communities.queries import departments


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    """For the liaison officer: the office he speaks for."""
    if door != Door.DESK or not viewer.department_ids:
        return []
    return [
        {
            "template": "communities/_panel_department.html",
            "context": {"rows": departments.own_departments(viewer)},
            "order": 15,
            "door": Door.DESK,
        }
    ]
