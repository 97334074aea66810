import asyncio

async def handle(reader, writer, routes):
    line = await reader.readline()
    method, path, *_ = line.decode().split()
    while (header := await reader.readline()) not in (b"", b"\r\n"):
        pass
    body = routes.get((method, path))
    writer.write("HTTP/1.0 {} \r\n\r\n".format(200 if body else 404))
    if body:
        async for chunk in body():
            writer.write(chunk)
            await writer.drain()
    await writer.wait_closed()

async def main(routes, port=80):
    async with asyncio.Lock():
        await asyncio.start_server(lambda r, w: handle(r, w, routes), "0.0.0.0", port)
