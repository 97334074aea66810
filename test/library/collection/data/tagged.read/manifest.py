metadata(description="Values as tagged bytes: the reader.", version="0.2.1")
require("varint")
require("tagged.write")
package("tagged", files=("read.py",))
