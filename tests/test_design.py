"""The look keeps its own rules: names for colours, icons that exist, nothing inline."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
CSS = ROOT / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
SHEETS = sorted(CSS.rglob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

SYSTEM_DARK = ':root:not([data-theme="light"])'
CHOSEN_DARK = ':root[data-theme="dark"]'


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def names(selector: str) -> dict[str, str]:
    block = without_comments(TOKENS).split(selector + " {", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_ways_into_the_dark_show_the_same_colours():
    assert names(SYSTEM_DARK) == names(CHOSEN_DARK)


@pytest.mark.parametrize("where", [":root", CHOSEN_DARK])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 7),
        ("ink-2", "surface", 4.5),
        ("ink-2", "sunken", 4.5),
        ("ink-3", "paper", 4.5),
        ("ink-3", "surface", 4.5),
        ("ink-3", "sunken", 4.5),
        ("accent", "paper", 4.5),
        ("accent", "accent-soft", 4.5),
        ("on-accent", "accent", 4.5),
        ("soon", "soon-soft", 4.5),
        ("late", "late-soft", 4.5),
        ("on-late", "late", 4.5),
        ("quiet", "quiet-soft", 4.5),
        ("line-strong", "paper", 3),
        ("line-strong", "surface", 3),
        ("focus", "paper", 3),
        ("focus", "surface", 3),
        ("data-2", "surface", 3),
    ],
)
def test_contrast(where, ink, ground, least):
    colours = names(where)
    assert contrast(colours[f"--{ink}"], colours[f"--{ground}"]) >= least


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_raw_colours_live_in_the_tokens_only(sheet):
    if sheet.name == "tokens.css":
        return
    css = without_comments(sheet.read_text())
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", css)
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert used <= set(names(":root"))


def test_the_entry_imports_every_sheet():
    imported = set(re.findall(r'@import url\("([^"]+)"\)', (CSS / "wushe.css").read_text()))
    there = {str(sheet.relative_to(CSS)) for sheet in SHEETS} - {"wushe.css"}
    assert imported == there


def templates_with(pattern: str) -> list[str]:
    return [str(p.relative_to(ROOT)) for p in TEMPLATES if re.search(pattern, p.read_text())]


def test_nothing_inline():
    # The policy for scripts and styles forbids it; better to hear it here than from a console.
    assert templates_with(r"\sstyle=|\son[a-z]+=|<style\b|javascript:") == []
    assert templates_with(r"<script(?![^>]*\bsrc=)") == []


def test_every_icon_exists():
    drawn = set(re.findall(r'id="i-([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    asked = {
        name
        for path in TEMPLATES
        for name in re.findall(r'_icon\.html" with name="([\w-]+)"', path.read_text())
    }
    assert asked <= drawn


def test_comments_do_not_leak():
    # A {# … #} over two lines is no comment: it would be printed.
    assert templates_with(r"\{#(?:(?!#\}).)*\n") == []


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_nothing(name):
    html = get_template(f"{name}.html").render()
    assert "<h1>" in html
    assert 'href="/"' in html


@pytest.mark.parametrize(
    "layout", ["resident", "desk", "insights", "screen", "door", "plain", "error"]
)
def test_layouts_need_nothing(layout):
    page = '{% extends "layouts/' + layout + '.html" %}{% block title %}x{% endblock %}'
    html = engines["django"].from_string(page).render({})
    assert 'id="main"' in html
    assert 'data-mode="standard"' in html


def test_every_component_has_a_sample():
    """A piece nobody can look at by itself is a piece nobody looks after."""
    html = get_template("styleguide/index.html").render()
    shown = {name for names in re.findall(r'class="([^"]*)"', html) for name in names.split()}
    unseen = [
        sheet.name
        for sheet in sorted((CSS / "components").glob("*.css"))
        if not shown & set(re.findall(r"\.([a-z][\w-]*)", sheet.read_text(encoding="utf-8")))
    ]
    assert unseen == []


def test_the_styleguide_needs_nothing():
    assert "steps5" in get_template("styleguide/index.html").render()
