PRICES = {"bolt": 2, "nut": 1}
