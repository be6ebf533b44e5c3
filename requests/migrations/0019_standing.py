from django.db import migrations

WHERE_EACH_STOOD = """
INSERT INTO core_tallydelta (measure, scope, at, dims, delta)
SELECT 'requests.standing', community_id, at,
       jsonb_build_object('grid', grid_id, 'status', stood.status), stood.sign
FROM (
    SELECT row.community_id, row.grid_id, event.at, event.to_status,
           lag(event.to_status) OVER (PARTITION BY row.id ORDER BY event.id) AS before
    FROM requests_requestevent event
    JOIN requests_servicerequest row ON row.id = event.service_request_id
) AS went
CROSS JOIN LATERAL (VALUES (before, -1), (to_status, 1)) AS stood(status, sign)
WHERE before IS DISTINCT FROM to_status
  AND stood.status NOT IN ('closed', 'refused', 'redirected', 'merged', 'withdrawn')
"""
"""What was open at the end of a month, for the months before it was counted: out of the histories."""


class Migration(migrations.Migration):
    dependencies = [("core", "0003_tally_who_and_when"), ("requests", "0018_rate_formulas")]

    operations = [migrations.RunSQL(WHERE_EACH_STOOD, migrations.RunSQL.noop)]
