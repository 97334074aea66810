# The whole collection, as a board's manifest would ask for it.
add_library("collection", "$(COLLECTION_DIR)")

BUNDLES = ("bundle-sensing",)
DATA = ["varint", "kvstore", "tagged.read"]
TEXT = [name for name in ("base32", "morse", "wildcard", "template", "semver", "cron") if name != "fonts"]

for name in BUNDLES + tuple(DATA + TEXT):
    require(name)
for name in "pid fsm eventbus scheduler units colors".split():
    require(f"{name}", library="collection")
