"""Told on two fresh grounds, the town is the same town."""

import pytest
from django.db import transaction

from core import scope
from doors.town import chapters, story
from tests.doors.conftest import fingerprint


def _told_and_forgotten() -> str:
    with transaction.atomic():
        chapters.tell(story.now_parts())
        scope.declare(scope.EVERYTHING)
        told = fingerprint()
        transaction.set_rollback(True)
    return told


@pytest.mark.slow
@pytest.mark.django_db
def test_two_tellings_are_the_same():
    assert _told_and_forgotten() == _told_and_forgotten()
