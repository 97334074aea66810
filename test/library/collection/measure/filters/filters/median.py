from ringbuffer import RingBuffer


def median(size):
    buffer = RingBuffer(size)

    def run(value):
        buffer.push(value)
        ordered = sorted(buffer)
        return ordered[len(ordered) // 2]

    return run
