def lowpass(alpha):
    state = None

    def run(value):
        nonlocal state
        state = value if state is None else state + alpha * (value - state)
        return state

    return run
