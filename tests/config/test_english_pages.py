"""Whoever chooses English reads English: every page that links lead to, words of people aside."""

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import trans_real

from config import catalogues
from core.fields import NameField, Personal
from core.masking import mask_address, mask_name
from core.models import MessageTemplate
from tests.test_canaries import walk, without_arguments

CJK = re.compile(r"[一-鿿、。，：；？！（）《》]+")  # data
READERS = ["anonymous", "resident", "worker", "secretary", "street_official", "system_admin"]
SAID = {"title", "alt", "placeholder", "aria-label", "aria-description", "data-say", "data-label"}
SILENT = {"script", "style", "template"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
IN_ADDRESSES = re.compile(r"\d+号楼|\d+单元")
SHOWS_CHINESE_ON_PURPOSE = {
    "doors:styleguide",  # samples
    "admin:core_messagetemplate_change",  # the wording of every language
    "admin:core_messagetemplate_changelist",
    "admin:jsi18n",
}
FILES = {"communities:import_template", "doors:my_export"}


class _Words(HTMLParser):
    """What a page says, to the eye and to the ear, outside elements that name their language."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        inside = bool(self.open) and self.open[-1][1]
        skipped = inside or tag in SILENT or (given.get("lang") or "").startswith("zh")
        if tag not in VOID:
            self.open.append((tag, skipped))
        if not skipped:
            self.said += [value for name, value in attrs if value and name in SAID]
            if tag == "input" and given.get("type") in {"submit", "button"}:
                self.said.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _skipped in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self.open and self.open[-1][1]):
            self.said.append(data.strip())


@pytest.fixture(scope="module", autouse=True)
def _compiled() -> Iterator[None]:
    """Catalogues of today; the processes' other tests find them as they were."""
    catalogues.compile_all()
    _forget()
    yield
    _forget()


@pytest.fixture(autouse=True)
def _language_given_back() -> Iterator[None]:
    """A request leaves its language to the thread: the next test must not inherit it."""
    yield
    translation.deactivate()


def _forget() -> None:
    trans_real._translations = {}
    trans_real._default = None
    gettext._translations.clear()  # type: ignore[attr-defined]


def peoples_words() -> list[str]:
    """All that the town keeps in plain columns: names of people and places, titles, reasons."""
    words = set()
    for model in apps.get_models():
        if model is MessageTemplate or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | NameField):
                words |= set(model._default_manager.values_list(field.name, flat=True))
    known = {word.open() if isinstance(word, Personal) else word for word in words}
    known = {word for word in known if isinstance(word, str) and CJK.search(word)}
    known |= {mask_name(word) for word in known if len(word) <= 4}
    known |= {mask_address(word) for word in known}
    surnames = {word[0] for word in known if len(word) in (2, 3)}
    return sorted(known, key=len, reverse=True) + sorted(surnames)


def chinese_in(content: bytes, words: list[str]) -> list[str]:
    page = _Words()
    page.feed(content.decode())
    found = []
    for text in page.said:
        rest = IN_ADDRESSES.sub("", text)
        for word in words:
            rest = rest.replace(word, "")
        if CJK.search(rest):
            found.append(" ".join(text.split()))
    return found


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("name", READERS)
def test_an_english_reader_meets_no_chinese(client, town, name):
    words = peoples_words()
    town.enter(client, name)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    visited, left = 0, {}
    for view, url, content in walk(client, without_arguments()):
        if view in SHOWS_CHINESE_ON_PURPOSE | FILES or b"<html" not in content[:2000]:
            continue
        visited += 1
        assert b'<html lang="en' in content, url
        if found := chinese_in(content, words):
            left[f"{view} {url}"] = found

    assert left == {}
    assert visited > 12  # the walk went somewhere


def test_the_reader_would_have_seen_it():
    page = """<html><body><p>Grid <b title="网格">1</b><br>社区</p>
        <a lang="zh-Hans">中文</a><i>张*</i></body></html>"""
    assert chinese_in(page.encode(), ["张*"]) == ["网格", "社区"]
