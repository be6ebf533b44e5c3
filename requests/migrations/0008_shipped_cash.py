"""Which of the shipped items mean that somebody's money is in somebody else's hand."""

from django.db import migrations

WITH_CASH = ("fetch-medicine", "groceries", "pay-bills")


def mark(apps, schema_editor):
    apps.get_model("requests", "MenuItem").objects.filter(code__in=WITH_CASH).update(
        handles_cash=True
    )


class Migration(migrations.Migration):
    dependencies = [("requests", "0007_doing_and_outings")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
