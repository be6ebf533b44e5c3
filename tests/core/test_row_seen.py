"""The key of the last row of a page, as an address has it: a number that may be one, or nothing."""

import pytest
from django.test import RequestFactory

from core.http import row_seen


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("17", 17),
        ("", None),
        ("x", None),
        ("-1", None),
        ("²", None),
        ("1.5", None),
        ("9" * 18, None),
    ],
)
def test_what_is_no_key_is_not_asked_for(said, key):
    assert row_seen(RequestFactory().get("/", {"before": said})) == key


def test_it_goes_by_the_name_the_page_gives_it():
    request = RequestFactory().get("/", {"after": "4", "before": "9"})
    assert (row_seen(request), row_seen(request, "after")) == (9, 4)
    assert row_seen(RequestFactory().get("/")) is None
