import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0009_room_kinds")]

    operations = [
        migrations.AlterField(
            model_name="room",
            name="kind",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rooms",
                to="communities.roomkind",
                verbose_name="种类",
            ),
        ),
    ]
