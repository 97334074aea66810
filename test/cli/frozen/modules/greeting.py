import words


def greet(name):
    assert name
    return words.HELLO + name
