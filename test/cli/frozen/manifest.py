# Everything that frozen content can hold: sources as text, modules with levels, packages of a library with their version.
add_library("collection", "$(COLLECTION_DIR)")
freeze_as_str("text")
freeze("modules", opt=2)
require("frames")
