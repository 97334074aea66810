metadata(description="When something is due.", version="0.2.0")
module("cron.py")
