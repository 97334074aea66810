# first
a = 1  # behind
# between
def f():  # header
    # inside
    return a  # end
    # after
# last
