"""Where the words of a stationing name a station of the register, it names the row as well; the
words stay."""

from django.db import migrations

FILL = """
    SELECT set_config('wushe.communities', '*', true);
    UPDATE organizations_stationing held SET facility_id = (
        SELECT place.id FROM organizations_facility place
          JOIN communities_area around ON around.id = place.area_id
          JOIN communities_area here ON here.id = held.community_id
         WHERE place.kind IN ('social_centre', 'social_station', 'social_room')
           AND place.status <> 'closed' AND place.name = held.station
           AND here.path LIKE around.path || '%'
         ORDER BY around.path DESC LIMIT 1
    ) WHERE held.station <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0024_stations")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
