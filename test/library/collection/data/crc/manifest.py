metadata(description="Checksums.", version="1.2.0", license="MIT")
package("crc", opt=2)
