"""Every indicator says what it is, in two languages, and counts what somebody writes down."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone, translation

from doors.town.recounts import NOT_RECOUNTED, RECOUNTS
from insights.indicators import REGISTRY
from insights.indicators.numerators import NUMERATORS
from insights.indicators.shape import Count, Kind, Pillar, Theme, Unit
from insights.kept import BREAKDOWNS, name_of
from insights.queries.indicator import in_words
from requests.workflow import STEPS

ALL = pytest.mark.parametrize("one", REGISTRY.values(), ids=REGISTRY.keys())


def test_there_are_sixty_and_more_in_every_theme_and_for_every_pillar():
    assert len(REGISTRY) >= 60
    assert {one.theme for one in REGISTRY.values()} == set(Theme)
    assert {one.pillar for one in REGISTRY.values()} == set(Pillar)


@ALL
def test_it_says_what_it_is_and_what_to_do(one):
    for words in (one.name, one.definition, one.decision):
        assert str(words).strip()
    assert str(one.definition).endswith(("。", "；"))
    assert one.since <= timezone.localdate()
    assert one.is_share == bool(str(one.base_name))


@ALL
def test_its_parts_are_kept_by_the_folding(one):
    for count in one.counts:
        if count.by:
            kept = {name_of(by) for by in BREAKDOWNS.get(count.measure, ())}
            assert count.by in kept, count


@ALL
def test_its_unit_fits(one):
    assert one.is_share == (one.unit is Unit.PERCENT)
    if one.unit is Unit.PEOPLE:
        assert all(count.kind is not Kind.FLOW or one.of_persons for count in one.part)


def test_every_measure_is_written_down_by_some_action():
    """A name that nobody writes would stand at nought for ever."""
    written = set()
    for path in Path(settings.BASE_DIR).glob("[a-z]*/**/*.py"):
        if path.parts[-2] != "tests" and ".venv" not in path.parts:
            written |= set(re.findall(r'"([a-z]+\.[a-z_]+)"', path.read_text(encoding="utf-8")))
    asked = {count.measure for one in REGISTRY.values() for count in one.counts}
    composed = {name for name in asked if name.startswith("requests.whistle.")}
    assert asked - composed <= written
    assert composed == {"requests.whistle.issue"}


def test_no_measure_is_written_by_a_step_of_an_order_as_well():
    """Each step counts itself as requests.<step>: "call" asked the volunteers, and stood among the
    telephone calls."""
    asked = {count.measure for one in REGISTRY.values() for count in one.counts}
    assert asked & {f"requests.{step.name}" for step in STEPS} == set()


def test_each_is_counted_again_by_hand_or_says_why_not():
    """A new one brings its recount (`doors.town.recounts`), which the told town is proved by."""
    assert set(RECOUNTS) | set(NOT_RECOUNTED) == set(REGISTRY)
    assert not set(RECOUNTS) & set(NOT_RECOUNTED)


@ALL
def test_it_is_said_in_english_too(one):
    with translation.override("en"):
        said = [str(one.name), str(one.definition), str(one.decision), str(one.base_name)]
    assert not [words for words in said if re.search("[\u4e00-\u9fff]", words)]


def test_each_share_says_its_fraction_in_words():
    shares = {code for code, one in REGISTRY.items() if one.is_share}
    assert set(NUMERATORS) == shares
    assert in_words(REGISTRY["again_rate"]) == "重办过或者重开过的 ÷ 办结的诉求 × 100%"
    assert in_words(REGISTRY["orders"]) == ""
    with translation.override("en"):
        said = [in_words(REGISTRY[code]) for code in shares]
    assert not [words for words in said if re.search("[\u4e00-\u9fff]", words)]


def test_half_a_breakdown_is_refused():
    with pytest.raises(ValueError, match="come together"):
        Count("requests.orders", "kind")
