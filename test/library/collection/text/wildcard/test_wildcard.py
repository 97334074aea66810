from wildcard import matches

assert matches("*.py", "main.py") and matches("m??n*", "main.py") and matches("**", "")
assert not matches("*.py", "main.mpy2") and not matches("?", "")
