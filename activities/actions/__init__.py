"""What people do with activities. Topics that this room publishes:

activities.planned    {activity_id, community_id}
activities.published  {activity_id, community_id}
activities.changed    {activity_id, community_id}
activities.held       {activity_id, community_id}
activities.closed     {activity_id, community_id}
activities.cancelled  {activity_id, community_id}
activities.declined   {activity_id, community_id}
activities.attended   {attendance}: somebody's presence is closed, with its minutes
activities.enrolled   {enrolment_id, activity_id, community_id}
"""
