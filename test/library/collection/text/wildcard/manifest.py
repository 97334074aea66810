metadata(description="Names that match * and ?.", version="1.0.0")
module("wildcard.py")
