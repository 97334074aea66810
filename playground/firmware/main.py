# Run by the board after boot.py. Boards run these two names only as source, so the real program is in a package.
import asyncio

from greenhouse import VERSION
from greenhouse.app import App

print("greenhouse", VERSION)
app = App.from_file("greenhouse/data/config.json")
try:
    run = asyncio.run
except AttributeError:
    # MicroPython in a browser has the page's event loop and starts tasks by itself.
    asyncio.create_task(app.main())
else:
    run(app.main())
