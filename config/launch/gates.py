"""bin/test: its own set-up, then every gate, and one table that says how it went."""

import argparse
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from config.launch import assets, browser, environment, given, paths
from config.launch.checklist import LEFT_OUT_BY_QUICK, Gate, static_gates, suites
from config.launch.voice import say

LANES = 2  # the small machine we promise to be quick on has two cores


@dataclass
class Result:
    gate: Gate
    code: int
    seconds: float
    output: str = ""
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        # pytest's 5: nothing was collected, for instance no journey where no browser is
        return self.code == 0 or (self.gate.needs_browser and self.code == 5)


def main(arguments: list[str]) -> int:
    options, rest = _options(arguments)
    began = time.monotonic()
    environment.ensure(environment.DEVELOPMENT)
    given.check_for_tests(os.environ)
    if options.install_browser or os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        browser.install()
    if not options.quick and browser.find():
        assets.ensure()
    with tempfile.TemporaryDirectory(prefix="wushe-test-") as scratch:
        results = _run(Path(scratch), quick=options.quick, arguments=rest)
    return _report(results, time.monotonic() - began)


def _options(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="bin/test",
        description="Every gate. With pytest arguments: only pytest, with these arguments.",
        epilog="--quick keeps linters, types, contracts and every test of a rule; it leaves out,"
        " and counts at the end, what " + ", what ".join(LEFT_OUT_BY_QUICK.values()) + ".",
    )
    parser.add_argument("--quick", action="store_true", help="the rules, not the pages: ≤ 2 min")
    parser.add_argument(
        "--install-browser", action="store_true", help="chromium by apt-get (root on Debian)"
    )
    return parser.parse_known_args(arguments)


def _run(scratch: Path, *, quick: bool, arguments: list[str]) -> list[Result]:
    if arguments:
        gate = Gate("pytest", ("-m", "pytest", *arguments), is_suite=True)
        return [_call(gate, scratch)]
    os.environ.pop("WUSHE_KEEP_GROUNDS", None)  # the proof stands on what it made itself
    # The linters share the cores with nobody; then the tests have both.
    results = _side_by_side(static_gates(), scratch)
    return results + [_call(gate, scratch) for gate in suites(quick=quick)]


def _side_by_side(gates: list[Gate], scratch: Path) -> list[Result]:
    waiting, results = list(reversed(gates)), dict[str, Result]()

    def lane() -> None:
        while True:
            try:
                gate = waiting.pop()
            except IndexError:
                return
            results[gate.name] = _call(gate, scratch)

    lanes = [threading.Thread(target=lane) for _ in range(LANES)]
    for thread in lanes:
        thread.start()
    for thread in lanes:
        thread.join()
    return [results[gate.name] for gate in gates]


def _call(gate: Gate, scratch: Path) -> Result:
    began = time.monotonic()
    command = [str(paths.python()), *gate.arguments]
    sheet = scratch / f"{gate.name.replace(' ', '-')}.xml"
    if gate.is_suite:
        command += [f"--junitxml={sheet}", "-o", "junit_family=xunit1"]
    clean = {k: v for k, v in paths.inherited().items() if k not in {"DJANGO_SETTINGS_MODULE"}}
    done = subprocess.run(
        command,
        cwd=paths.ROOT,
        env=clean | {"PYTHONUTF8": "1"} | gate.variables,
        stdin=subprocess.DEVNULL,
        stdout=None if gate.is_suite else subprocess.PIPE,
        stderr=None if gate.is_suite else subprocess.STDOUT,
        check=False,
    )
    output = (done.stdout or b"").decode("utf-8", "replace")
    result = Result(gate, done.returncode, time.monotonic() - began, output, _counts(sheet))
    say(f"  {'✓' if result.passed else '✗'} {gate.name}  {result.seconds:.1f} s")
    if not result.passed and output:
        say(output.rstrip())
    return result


def _counts(sheet: Path) -> dict[str, int]:
    if not sheet.exists():
        return {}
    suite = ElementTree.parse(sheet).getroot().find("testsuite")  # noqa: S314 (our own file)
    if suite is None:
        return {}
    names = ("tests", "failures", "errors", "skipped")
    return {name: int(suite.get(name, "0")) for name in names}


def _report(results: Iterable[Result], seconds: float) -> int:
    say("\n" + "─" * 72)
    failed = 0
    for result in results:
        failed += not result.passed
        told = "  ".join(f"{name} {count}" for name, count in result.counts.items() if count)
        mark = "✓" if result.passed else "✗"
        say(f"{mark} {result.gate.name:<28}{result.seconds:>8.1f} s   {told}")
        if result.gate.needs_browser and (skipped := result.counts.get("skipped")):
            say(f"    {skipped} 个浏览器旅程被跳过 / journeys skipped. {browser.HOW_TO}")
    say("─" * 72)
    verdict = f"✗ {failed} 项未通过 / failed" if failed else "✓ 全部通过 / all passed"
    say(f"{verdict}   {seconds:.0f} s")
    return 1 if failed else 0
