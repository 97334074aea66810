metadata(description="Filters for noisy values.", version="1.1.0")
require("ringbuffer")
options.defaults(slow=True)
package("filters", files=["__init__.py", "lowpass.py"])
if options.slow:
    package("filters", files=["median.py"], opt=3)
