"""Tables that people send: read as they are, checked row by row, explained where they are wrong.

Knows spreadsheets and nothing of the town; the rooms say which columns there are.
"""
