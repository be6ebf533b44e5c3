"""What each reason to ask somebody weighs; the page shows the reasons, never the sum."""

FAIR_DAYS = 14
SKILL, NEAR, FREE, KNOWN, BUSY, OFTEN = 40, 20, 15, 12, 10, 8
