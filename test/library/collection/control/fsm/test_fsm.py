from fsm import Machine

door = Machine("shut", {("shut", "open"): "open", ("open", "close"): "shut", ("shut", "lock"): "locked"})
for event in ("open", "close", "lock"):
    door.send(event)
assert door.history == ["shut", "open", "shut", "locked"]
try:
    door.send("open")
    assert False
except ValueError as error:
    assert str(error) == "locked does not take 'open'"
