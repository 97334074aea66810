metadata(description="Messages with a checksum over a byte stream.", version="2.0.0")
require("cobs")
require("crc")
package("frames")
