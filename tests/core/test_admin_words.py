"""The admin speaks Chinese: every marked word of unfold and Django has its translation."""

import io
import re
from pathlib import Path

import django
import pytest
import unfold
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from config.catalogues import KEYWORDS

DJANGO = Path(django.__file__).parent
UNFOLD = Path(unfold.__file__).parent
OURS = settings.BASE_DIR / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
INSTALLED = {app.rpartition(".")[2] for app in settings.INSTALLED_APPS if "unfold.contrib" in app}


def sources():
    """What of unfold is installed; its other integrations bring words nobody sees."""
    for path in sorted([*UNFOLD.rglob("*.html"), *UNFOLD.rglob("*.py")]):
        parts = path.relative_to(UNFOLD).parts
        if parts[0] == "contrib" and (len(parts) < 3 or parts[1] not in INSTALLED):
            continue
        if "unfold_crispy" not in parts:
            yield path


def words_of(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(path)))
    found = extract(
        "python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
    )
    for _line, message, _comments, context in found:
        yield message, context


def catalogue(path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def is_translated(message):
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(strings) and not message.fuzzy


@pytest.fixture(scope="module")
def known():
    paths = [*DJANGO.glob("**/locale/zh_Hans/LC_MESSAGES/django.po"), OURS]
    return {
        (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
        for path in paths
        for message in catalogue(path)
        if message.id and is_translated(message)
    }


def test_every_word_of_unfold_is_chinese(known):
    wanted = {word for path in sources() for word in words_of(path)}
    assert len(wanted) > 80  # the parser found the templates at all
    assert sorted(map(str, wanted - known)) == []


def test_what_django_left_untranslated_is_ours_to_say(known):
    missing = [
        message.id
        for path in DJANGO.glob("**/locale/zh_Hans/LC_MESSAGES/django.po")
        for message in catalogue(path)
        if message.id
        and (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
        not in known
    ]
    assert missing == []


def test_the_catalogue_holds_other_peoples_words_only():
    assert not [m.id for m in catalogue(OURS) if re.search(r"[一-鿿]", str(m.id))]


def test_placeholders_survive_the_translation():
    for message in catalogue(OURS):
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            ids = message.id if isinstance(message.id, str) else message.id[0]
            assert sorted(re.findall(r"%\(\w+\)\w|\{\}", text)) == sorted(
                re.findall(r"%\(\w+\)\w|\{\}", str(ids))
            ), message.id
