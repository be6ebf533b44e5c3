"""What people do on grids. Topics that this room publishes:

grids.worker_appointed   {appointment_id, grid_id, community_id}
grids.appointment_ended  {appointment_id, grid_id, community_id}
grids.became_vacant      {appointment_id, grid_id, community_id}
grids.worker_absent      {absence_id, grid_id, community_id}
grids.handover_opened    {handover_id, grid_id, community_id}
grids.handover_completed {handover_id, grid_id, community_id}
grids.duty_officer_set   {duty_officer_id, community_id}
grids.leader_asked       {group_id, resident_id, community_id, at}
grids.leader_agreed      {group_id, resident_id, community_id, at}
grids.leader_declined    {group_id, resident_id, actor_id}
grids.group_reported     {report_id, group_id, grid_id, community_id}
grids.report_handled     {report_id, grid_id, community_id}
grids.report_escalated   {report_id, grid_id, community_id}
grids.head_appointed     {head_id, building_id, community_id}
grids.head_ended         {head_id, building_id, community_id}
grids.border_moved       {boundary_id, area_id, community_id, building_ids}
"""
