"""The rules of the house that a machine can read. No rule here has an exception list."""

import ast
import functools
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rest_framework import compat

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".venv", "node_modules", "staticfiles", ".data", ".git"}
INTERFACES = ("views", "api", "tasks")


def _ours(pattern: str) -> list[Path]:
    return [
        path
        for path in sorted(ROOT.glob(pattern))
        if not NOT_OURS & set(path.relative_to(ROOT).parts[:1])
    ]


def _names(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@functools.cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


PYTHON = [p for p in _ours("**/*.py") if not {"migrations", "tests"} & set(p.parts)]
TEMPLATES = _ours("templates/**/*.html") + _ours("*/templates/**/*.html")
INTERFACE_FILES = [
    path
    for name in INTERFACES
    for path in (*_ours(f"*/{name}.py"), *_ours(f"*/{name}/**/*.py"))
    if path.parts[-2] != "tests"
]


def test_import_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [sys.executable, lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_interfaces_ask_queries_and_actions():
    """`.objects` in a page, an API or a task would be a second home for a rule."""
    assert [
        f"{_names(path)}:{node.lineno}: .objects.{node.attr}"
        for path in INTERFACE_FILES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
        and node.attr != "none"
    ] == []


def test_files_are_short_enough_to_read():
    """Longer: split it by noun."""
    lengths = {_names(path): len(_text(path).splitlines()) for path in PYTHON}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def _read_when_collected(tree: ast.Module) -> list[ast.AST]:
    """All but what waits for a call: the bodies of functions, and lambdas."""
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        found.append(node)
        if isinstance(node, ast.FunctionDef):
            waiting += [*node.decorator_list, node.args]
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return found


def test_no_test_knows_the_day_before_it_runs():
    """A run crosses midnight, and what was tomorrow when it was collected is today: tests/days."""
    days = {"localdate", "today", "TODAY"}
    assert [
        f"{_names(path)}:{node.lineno}"
        for path in _ours("tests/**/*.py")
        for node in _read_when_collected(_tree(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "attr", "") or getattr(node.func, "id", "")) in days
    ] == []


def test_no_import_hides_inside_a_function():
    """It is a cycle in disguise."""
    assert [
        f"{_names(path)}:{node.lineno}"
        for path in PYTHON
        for function in ast.walk(_tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ] == []
    assert [_names(path) for path in PYTHON if "TYPE_CHECKING" in _text(path)] == []


def test_the_http_library_named_requests_stays_outside():
    """config/apps.py: our room has that name; DRF must not take it for the library."""
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.distribution("requests")
    assert compat.requests is None


INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"<[^>{}]*\sstyle\s*=", re.I),
    "an on… attribute": re.compile(r"<[^>{}]*\son[a-z]+\s*=", re.I),
    "an hx-on attribute": re.compile(r"\shx-on[:-]", re.I),
    "a javascript: address": re.compile(r"[\"']\s*javascript:", re.I),
}
DATA_BLOCK = re.compile(r"<script[^>]*type=\"application/json\"[^>]*>", re.I)
COMMENT = re.compile(r"{%\s*comment\b.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", re.S)


def test_templates_keep_script_and_style_outside():
    found = {
        _names(path): what
        for path in TEMPLATES
        for text in [DATA_BLOCK.sub("", COMMENT.sub("", _text(path)))]
        for what, pattern in INLINE.items()
        if pattern.search(text)
    }
    assert found == {}
