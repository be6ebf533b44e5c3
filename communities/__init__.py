"""Where and who: one tree of areas, homes, households, residents and who may act for them.

Topics published (payloads hold ids only):
    communities.resident_registered  {resident_id, community_id}
    communities.resident_moved       {resident_id, community_id, kind: in|within|out}
    communities.resident_died        {resident_id, community_id}
    communities.death_corrected      {resident_id, community_id}
    communities.residents_merged     {merge_id, kept_id, absorbed_id, community_id}
    communities.residents_unmerged   {merge_id, kept_id, absorbed_id, community_id}
    communities.household_ended      {household_id, community_id}
    communities.resident_bound       {resident_id, user_id, community_id}
    communities.resident_unbound     {resident_id, user_id, community_id}
    communities.care_label_added     {label_id, resident_id, community_id}
    communities.care_label_ended     {label_id, resident_id, community_id}
    communities.area_changed         {area_id, kind: created|renamed|moved|closed|merged|split,
                                      into_id, actor_id}
    communities.buildings_assigned   {grid_id, building_ids}

Measures counted in core.tally: communities.residents, communities.households,
communities.births, communities.deaths.
"""
