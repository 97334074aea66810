metadata(description="A buffer of fixed size that forgets its oldest.", version="1.0.0")
module("ringbuffer.py")
