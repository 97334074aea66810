class A:
    async def run(self):
        while True:
            await self.step()
    async def __aenter__(self): return self
    async def __aexit__(self, *args): pass
