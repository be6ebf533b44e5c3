"""What people do with organisations. Topics that this room publishes:

organizations.organization_proposed    {organization_id, community_id}
organizations.organization_registered  {organization_id, community_id}
organizations.organization_confirmed   {organization_id, community_id}
organizations.organization_declined    {organization_id, community_id}
organizations.organization_corrected   {organization_id, community_id}
organizations.organization_suspended   {organization_id, community_id}
organizations.organization_resumed     {organization_id, community_id}
organizations.organization_closed      {organization_id, community_id}
organizations.service_areas_set        {organization_id, community_id}
organizations.service_offered          {organization_id, community_id, service_id}
organizations.service_changed          {organization_id, community_id, service_id}
organizations.service_withdrawn        {organization_id, community_id, service_id}
organizations.manager_appointed        {organization_id, community_id, grant_id, user_id}
organizations.manager_dismissed        {organization_id, community_id, grant_id, user_id}

`community_id` is null where it stands at a street or a district.
"""
