"""Everything that is read about volunteers; the viewer comes first.

What the rooms above dispatch by stands in `offers`.
"""
