def crc16(data, crc=0xFFFF, polynomial=0x1021):
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ polynomial) & 0xFFFF if crc & 0x8000 else crc << 1
    return crc
