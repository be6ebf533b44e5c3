"""Everything that is read about places and people; the viewer comes first, always.

What leaves here is already masked or disclosed for that viewer.
"""
