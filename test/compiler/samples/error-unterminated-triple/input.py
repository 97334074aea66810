a = """abc
def
