append = len = print = range
self.__init__ = __name__
