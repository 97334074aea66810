"""A module that says what it is."""
'and a string that is no docstring'
