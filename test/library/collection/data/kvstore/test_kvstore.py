from kvstore import Store

log = []
store = Store(log)
store["name"] = "board"
store["limits"] = [1, 20]
store["name"] = "other"
again = Store(log)
assert again["name"] == "other" and again["limits"] == [1, 20]
log[1] = log[1][:-1] + b"\xff"
assert Store(log).damaged == 1
