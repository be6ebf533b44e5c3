"""Everything read about requests; the viewer comes first."""
