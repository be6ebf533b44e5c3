"""Points: households earn them by rules the residents have adopted, in books that only grow.

Topics published (payloads hold ids only):
    points.released           {account_id, community_id}: what was held is the household's again
"""
