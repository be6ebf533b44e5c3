"""From an empty platform to a community that may open: regions, community, people, checklist."""
