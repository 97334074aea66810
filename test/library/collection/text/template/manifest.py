metadata(description="Text with blanks.", version="0.4.0")
module("template.py")
