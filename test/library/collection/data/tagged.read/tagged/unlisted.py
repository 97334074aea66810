raise RuntimeError("the manifest does not list this file")
