from debounce import Debounced

button = Debounced(20)
samples = [(True, 0), (False, 5), (True, 8), (True, 20), (True, 29), (False, 40), (False, 60)]
changes = [(now, button.value) for raw, now in samples if button.update(raw, now)]
assert changes == [(29, True), (60, False)], changes
