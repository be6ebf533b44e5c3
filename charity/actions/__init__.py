"""What people do with gifts. Topics that this room publishes:

charity.gift_recorded   {gift_id, community_id, organization_id}
charity.gift_received   {gift_id, community_id, organization_id}
charity.gift_refused    {gift_id, community_id, organization_id}
charity.gift_withdrawn  {gift_id, community_id, organization_id}
charity.gift_returned   {gift_id, community_id, organization_id}
charity.gift_used       {gift_id, allocation_id, community_id, kind, reference}
charity.aid_approved    {aid_id, community_id}
charity.aid_refused     {aid_id, community_id}
charity.aid_given       {aid_id, community_id}
charity.aid_cancelled   {aid_id, community_id}
charity.campaign_published {campaign_id, community_id}
charity.fund_booked     {fund_id, line_id, community_id}
charity.fund_ended      {fund_id, community_id}
charity.report_released {release_id, community_id}
charity.stock_moved     {lot_id, movement_id, community_id}
"""
