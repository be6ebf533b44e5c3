"""Forwards through many migrations without drawing the whole town anew at every step.

Django renders every model that is related to the one an operation touches, and here all are:
four fifths of a first start went into classes nobody looked at. Going forwards to the newest
state, two of its reloads are not needed on PostgreSQL: a constraint or an index changes no
other class, and nothing points yet at a table that is just made.
"""

import contextlib
from collections.abc import Iterator
from typing import Any
from unittest import mock

from django.db.migrations.state import ModelState, ProjectState


@contextlib.contextmanager
def without_needless_rendering() -> Iterator[None]:
    """Only on the way forwards: going back, a class must not know what comes after it."""
    with (
        mock.patch.object(ProjectState, "add_model", _add_model),
        mock.patch.object(ProjectState, "_append_option", _append_option),
    ):
        yield


def _add_model(self: Any, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:  # Django's own way to ask without rendering
        self.apps.render_multiple([model_state])


def _append_option(self: Any, app_label: str, model_name: str, option: str, value: object) -> None:
    options = self.models[app_label, model_name].options
    options[option] = [*options[option], value]
    if "apps" in self.__dict__:
        meta = self.apps.get_model(app_label, model_name)._meta
        setattr(meta, option, [*getattr(meta, option), value])
        meta.__dict__.pop("total_unique_constraints", None)
