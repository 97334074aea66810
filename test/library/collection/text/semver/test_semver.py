from semver import Version, newest

assert newest(["1.9.0", "1.10.0", "1.10.0-rc.1"]) == "1.10.0"
assert Version("1.0.0-a") < Version("1.0.0-b") < Version("1.0.0")
assert Version("2.0.0") == Version("2.0.0")
