"""What comes with the house — lists, menus, promises, guides, notices — speaks both languages."""

import re

import pytest
from django.apps import apps
from django.db import models

from config.launch.checklist import rooms
from core.models import MessageTemplate

CJK = re.compile(r"[一-鿿]")

ONE_LANGUAGE = {
    "charity.DesignatedPlatform.name": "the name of somebody else's platform",
    "insights.PolicyDocument.number": "a paper is cited by its own number",
    "insights.PolicyDocument.issuer": "an office is cited by its own name",
    "requests.MenuItem.keywords": "compared with what people type, never shown",
    "requests.Guide.keywords": "compared with what people type, never shown",
    "requests.CommonQuestion.keywords": "compared with what people type, never shown",
    "requests.SuggestionRule.words": "compared with what people type, never shown",
    "requests.Guide.source": "a law is cited by its own name",
    "requests.Guide.link_name": "the name of somebody else's platform",
    "requests.SavedReply.title": "replies to Chinese letters, and what they are found by",
    "requests.SavedReply.text": "replies to Chinese letters, edited before they are sent",
    "requests.DispatchCatalogue.note": "a remark of who wrote the first version",
}
"""Columns without an English twin, and why they may be."""


def _texts(row):
    return [
        (field.name, getattr(row, field.attname) or "")
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
    ]


@pytest.mark.django_db
def test_every_row_that_migrate_ships_says_it_in_english_too():
    shipped, missing = 0, []
    for model in apps.get_models():
        if model is MessageTemplate or model._meta.app_label not in rooms():
            continue
        for row in model._default_manager.all():
            shipped += 1
            for name, text in _texts(row):
                english = getattr(row, f"{name}_en", "")
                column = f"{model._meta.label}.{name}"
                if name.endswith("_en") or column in ONE_LANGUAGE or not CJK.search(str(text)):
                    continue
                if not english or CJK.search(english):
                    missing.append(f"{column}: {text[:40]}")
    assert missing == []
    assert shipped > 100


@pytest.mark.django_db
def test_every_message_has_its_wording_in_english():
    said = MessageTemplate.objects.values_list("code", "channel", "language")
    chinese = {(code, channel) for code, channel, language in said if language != "en"}
    english = {(code, channel) for code, channel, language in said if language == "en"}
    assert chinese - english == set()
    assert len(chinese) > 20
