def greet(name):
    greeting = "hello, a constant of this module that is rather long"
    return greeting + name


class Second:
    names = (1.5, "second", 10**20)


print(greet("second"), Second.names)
