"""A greenhouse that waters and ventilates itself."""

VERSION = "1.4.0"
