# Runs on MicroPython: mounts filesystem images as a board would, changes them and says what lies in them. The block device behaves
# like flash: erasing sets all bits, programming can only clear them, so that a wrong claim about erased blocks shows.
#
# Called with a file of jobs in JSON, one a line:
#   {"filesystem": "littlefs", "image": path, "blockSize": 4096, "progSize": 32, "size": bytes,
#    "format": bool, "steps": [["mkdir", path], ["write", path, hex], ["remove", path], ["rename", path, path]], "save": path}
# and prints for each job one line of JSON: {"files": {path: [size, sha256, mtime]}, "directories": [path], "log": [messages]}.
import hashlib
import json
import os
import sys
import vfs


class Flash:
    def __init__(self, data, block_size, like_flash):
        self.data = data
        self.block_size = block_size
        self.like_flash = like_flash

    def readblocks(self, block, buf, offset=0):
        at = block * self.block_size + offset
        buf[:] = memoryview(self.data)[at : at + len(buf)]

    def writeblocks(self, block, buf, offset=None):
        at = block * self.block_size + (offset or 0)
        if offset is not None and self.like_flash:
            for index in range(len(buf)):
                if buf[index] & ~self.data[at + index]:
                    raise OSError("programmed a bit that was not erased at %d" % (at + index))
        self.data[at : at + len(buf)] = buf

    def ioctl(self, op, arg):
        if op == 4:
            return len(self.data) // self.block_size
        if op == 5:
            return self.block_size
        if op == 6:
            at = arg * self.block_size
            self.data[at : at + self.block_size] = b"\xff" * self.block_size
            return 0


def open_volume(job, data):
    kind = job["filesystem"]
    if kind == "romfs":
        return vfs.VfsRom(data)
    device = Flash(data, job["blockSize"], kind == "littlefs")
    if kind == "fat":
        if job.get("format"):
            vfs.VfsFat.mkfs(device)
        return vfs.VfsFat(device)
    sizes = {"progsize": job["progSize"], "readsize": job.get("readSize", 32)}
    if job.get("format"):
        vfs.VfsLfs2.mkfs(device, **sizes)
    return vfs.VfsLfs2(device, **sizes)


def run_step(root, step):
    what, path = step[0], root + step[1]
    if what == "mkdir":
        os.mkdir(path)
    elif what == "write":
        with open(path, "wb") as file:
            file.write(bytes.fromhex(step[2]))
    elif what == "remove":
        os.remove(path)
    elif what == "rmdir":
        os.rmdir(path)
    elif what == "rename":
        os.rename(path, root + step[2])


def walk(root, path, found):
    for entry in os.ilistdir(root + path):
        inner = path + "/" + entry[0]
        if entry[1] & 0x4000:
            found["directories"].append(inner)
            walk(root, inner, found)
            continue
        digest = hashlib.sha256()
        size = 0
        # Opened by its name, so that the search for names is part of the check.
        with open(root + inner, "rb") as file:
            while True:
                piece = file.read(4096)
                if not piece:
                    break
                size += len(piece)
                digest.update(piece)
        status = os.stat(root + inner)
        assert status[6] == size == entry[3], inner
        found["files"][inner] = [size, digest.digest().hex(), status[8]]


def run(job):
    if "image" in job:
        with open(job["image"], "rb") as file:
            data = bytearray(file.read())
    else:
        data = bytearray(b"\xff" * job["size"])
    found = {"files": {}, "directories": []}
    vfs.mount(open_volume(job, data), "/volume")
    try:
        for step in job.get("steps", []):
            run_step("/volume", step)
        walk("/volume", "", found)
    finally:
        vfs.umount("/volume")
    if "save" in job:
        with open(job["save"], "wb") as file:
            file.write(data)
    return found


with open(sys.argv[1]) as jobs:
    for line in jobs:
        try:
            print(json.dumps(run(json.loads(line))))
        except Exception as error:
            print(json.dumps({"error": repr(error)}))
