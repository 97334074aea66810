from template import fill

assert fill("no blanks") == "no blanks"
assert fill("{{ a }}+{{b}}={{sum}}", a=1, b=2.5, sum="3.5") == "1+2.5=3.5"
try:
    fill("x {{ a", a=1)
    assert False
except ValueError:
    pass
