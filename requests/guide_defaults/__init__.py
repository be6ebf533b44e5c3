"""办事指南 a place starts with. What holds everywhere in the country stands here; amounts, hours and
counters differ by place: there the guide says whom to ask, and the place writes its own version."""

from requests.guide_defaults import care, insurance, living
from requests.guide_defaults.shape import Guide

GUIDES: tuple[Guide, ...] = (*insurance.GUIDES, *care.GUIDES, *living.GUIDES)

__all__ = ["GUIDES", "Guide"]
