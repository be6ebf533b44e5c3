"""Who stood in the pool before keeps the account of his record beside his line."""

from django.db import migrations

FILL = """
    SELECT set_config('wushe.communities', '*', true);
    UPDATE organizations_supervisor SET user_id = worker.user_id
      FROM organizations_socialworker worker WHERE worker.id = worker_id
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0020_supervision_asks")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
