"""Saved replies, and which words suggest which service: what is shipped."""

from django.db import migrations

from requests.menu_defaults.replies import REPLIES
from requests.menu_defaults.suggestions import rows


def write(apps, schema_editor):
    """What is shipped; a place adds its own beside it."""
    replies = apps.get_model("requests", "SavedReply")
    for position, (use, title, text) in enumerate(REPLIES, 1):
        replies.objects.get_or_create(
            community=None, use=use, title=title, defaults={"text": text, "position": position}
        )
    items = apps.get_model("requests", "MenuItem").objects.in_bulk(field_name="code")
    rules = apps.get_model("requests", "SuggestionRule")
    rules.objects.bulk_create(
        (
            rules(words=words, item=items[code], weight=weight)
            for words, code, weight in rows()
            if code in items
        ),
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("requests", "0003_shipped_menu")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
