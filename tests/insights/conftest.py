"""The small town; what its own making counted is folded already."""

import pytest

from insights.actions import folding
from tests.town import town

__all__ = ["town"]


@pytest.fixture(autouse=True)
def folded(town):
    folding.fold()
