"""A web server for the page, whose files the build put on the flash beside the program."""

import asyncio

TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript",
    "css": "text/css",
    "json": "application/json",
    "svg": "image/svg+xml",
}


class Site:
    """The files below /www. URLs below /flash/ are files of the program, as the page names them."""

    def __init__(self, flash=""):
        self.flash = flash

    def respond(self, request):
        """The answer to a request, by its first line: "GET /index.html HTTP/1.1"."""
        words = request.split()
        if len(words) < 2:
            return answer("400 Bad Request")
        method, path = words[:2]
        if method != "GET":
            return answer("405 Method Not Allowed")
        path = path.split("?")[0]
        if ".." in path.split("/"):
            return answer("404 Not Found")
        if path.endswith("/"):
            path += "index.html"
        name = self.flash + (path[len("/flash") :] if path.startswith("/flash/") else "/www" + path)
        kind = TYPES.get(path.split(".")[-1], "application/octet-stream")
        for suffix, encoding in ((".gz", "gzip"), ("", None)):
            try:
                with open(name + suffix, "rb") as file:
                    return answer("200 OK", file.read(), kind, encoding)
            except OSError:
                pass
        return answer("404 Not Found")

    async def serve(self, port):
        async def talk(reader, writer):
            request = await reader.readline()
            while await reader.readline() not in (b"", b"\r\n"):
                pass
            writer.write(self.respond(request.decode()))
            await writer.drain()
            writer.close()
            await writer.wait_closed()

        return await asyncio.start_server(talk, "0.0.0.0", port)


def answer(status, body=b"", kind="text/plain", encoding=None):
    head = ["HTTP/1.1 " + status, "Content-Type: " + kind, "Content-Length: {}".format(len(body)), "Connection: close"]
    if encoding:
        head.append("Content-Encoding: " + encoding)
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body
