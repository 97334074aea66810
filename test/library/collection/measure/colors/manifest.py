metadata(description="Colours by hue.", version="0.3.0")
module("colors.py")
