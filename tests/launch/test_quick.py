"""bin/test --quick: the rules without the pages, and it says what it left out."""

import subprocess
import sys

import pytest

from config.launch import checklist, paths


def test_whoever_opens_a_page_is_marked_without_saying_so(client, request):
    assert request.node.get_closest_marker("page")


@pytest.mark.django_db(transaction=True)
def test_whoever_commits_for_real_is_slow_without_saying_so(request):
    assert request.node.get_closest_marker("slow")


def test_a_rule_is_neither(request):
    assert not {"page", "slow", "browser"} & {mark.name for mark in request.node.iter_markers()}


def test_it_leaves_out_all_three_and_the_whole_run_only_the_journeys():
    quick, whole = checklist.suites(quick=True), checklist.suites(quick=False)
    assert [gate.arguments[gate.arguments.index("-m", 2) + 1] for gate in (*quick, whole[0])] == [
        "not page and not slow and not browser",
        "not browser",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("spread", [(), ("-n", "1")])
def test_it_counts_what_it_left_out(spread):
    asked = ("-q", "-m", "not page and not slow", *spread, "tests/launch/test_quick.py")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *asked],
        cwd=paths.ROOT,
        env=paths.inherited(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "left out: 4 tests (slow 3  page 1)" in done.stdout, done.stdout + done.stderr
