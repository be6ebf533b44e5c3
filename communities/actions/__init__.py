"""Everything that changes a place or a person. One action, one transaction."""
