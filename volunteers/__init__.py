"""Volunteers: who offers what and when, with whom, and within which limits of his own.

Nobody is ever sent: the room above makes an offer, and asks here first whether the volunteer
takes offers now (`queries.offers`). Topics published (payloads hold ids only):
    volunteers.applied        {volunteer_id, community_id}
    volunteers.accepted       {volunteer_id, community_id}
    volunteers.declined       {volunteer_id, community_id}
    volunteers.suspended      {volunteer_id, community_id}
    volunteers.reinstated     {volunteer_id, community_id}
    volunteers.withdrawn      {volunteer_id, community_id}
    volunteers.pause_over     {volunteer_id, community_id}
    volunteers.join_asked     {membership_id, team_id, community_id}
    volunteers.joined         {membership_id, team_id, community_id}
    volunteers.left           {membership_id, team_id, community_id}
    volunteers.leader_changed {membership_id, team_id, community_id}
    volunteers.hours_counted  {record_id, community_id}
    volunteers.hours_void     {record_id, community_id}
    volunteers.hours_answered {question_id, record_id, community_id}
    volunteers.shift_chosen   {application_id, community_id}
    volunteers.shift_declined {application_id, community_id}
    volunteers.certificate_issued   {certificate_id, community_id}
    volunteers.certificate_refused  {certificate_id, community_id}
    volunteers.certificate_revoked  {certificate_id, community_id}

Measures counted in core.tally: volunteers.active, volunteers.teams, volunteers.minutes (on the
day they were served; void ones are taken off that day).
"""
