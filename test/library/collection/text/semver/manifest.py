metadata(description="Versions in order.", version="1.0.2")
module("semver.py")
