"""Figures are changed every second, where they lie."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("insights", "0001_figures")]
    operations = [
        # a value is no part of an index: with room on its page the row need not move
        migrations.RunSQL(
            "ALTER TABLE insights_figure SET (fillfactor = 70);"
            "ALTER TABLE insights_presence SET (fillfactor = 70);",
            "ALTER TABLE insights_figure RESET (fillfactor);"
            "ALTER TABLE insights_presence RESET (fillfactor);",
        ),
    ]
