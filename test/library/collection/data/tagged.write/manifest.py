metadata(description="Values as tagged bytes: the writer.", version="0.2.0")
require("varint")
package("tagged")
