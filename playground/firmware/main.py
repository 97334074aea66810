# The board runs this after boot.py. It runs these two files as source only, so the program itself is in a package.
import asyncio

from greenhouse import VERSION
from greenhouse.app import App

print("greenhouse", VERSION)
app = App.from_file("greenhouse/data/config.json")
try:
    run = asyncio.run
except AttributeError:
    # MicroPython in a browser uses the page's event loop, which starts tasks by itself.
    asyncio.create_task(app.main())
else:
    run(app.main())
