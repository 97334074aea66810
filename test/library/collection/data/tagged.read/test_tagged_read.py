from tagged.read import loads
from tagged.write import dumps

value = {"list": [1, -2, "drei", None], "yes": True, "no": False, "nested": {"a": [[]]}}
assert loads(dumps(value)) == value
try:
    import tagged.unlisted

    assert False
except ImportError:
    pass
