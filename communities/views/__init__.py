"""Pages about places and people: fetch in scope, form, action, redirect."""
