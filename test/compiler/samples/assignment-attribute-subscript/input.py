self.pin = pin
table[key] = value
table[i][j].field[k] = table[k].field
