def chain(*stages):
    def run(value):
        for stage in stages:
            value = stage(value)
        return value

    return run
