"""Telemetry records: one line of JSON each, with a running checksum."""

import binascii
import json


class Telemetry:
    def __init__(self, name, write=None):
        self.name = name
        self.write = write or (lambda line: None)
        self.count = 0
        self.checksum = 0

    def send(self, kind, fields):
        # Key by key, because the order of a dictionary differs between ports.
        parts = ['"{}":{}'.format(key, json.dumps(fields[key])) for key in sorted(fields)]
        line = '{{"from":"{}","kind":"{}","n":{},{}}}'.format(self.name, kind, self.count, ",".join(parts))
        self.checksum = binascii.crc32(line.encode(), self.checksum) & 0xFFFFFFFF
        self.count += 1
        self.write(line)
