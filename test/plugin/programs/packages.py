import shop
import shop.prices.table as table
from shop import Stock, describe
from shop.prices import total

print(shop.VERSION, describe(), table.PRICES["bolt"], Stock("x", 1).count, total.__name__)
print(shop.prices.table is table, shop.__name__, table.__name__, hasattr(shop, "units"))
