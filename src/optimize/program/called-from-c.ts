// Methods that the firmware calls by name: protocols of streams, block devices and sockets, of asyncio and of other
// functions that take an object of the program (extmod/vfs*.c, py/stream.c, extmod/asyncio, shared/runtime).

const METHODS: ReadonlySet<string> = new Set(
  // streams, files, sockets
  (
    "read readinto readinto1 readline readlines write ioctl close flush seek tell fileno setblocking accept recv send " +
    "sendall makefile getvalue " +
    // filesystems and block devices
    "mount umount open chdir getcwd ilistdir mkdir remove rename rmdir stat statvfs readblocks writeblocks " +
    // asyncio: tasks, events, streams, locks
    "throw set clear is_set wait cancel done push pop peek push_head push_sorted pop_head coro state ph_key data " +
    "acquire release readexactly drain get_extra_info wait_closed aclose call_exception_handler run_until_complete " +
    // pins, signals, buses and what frozen drivers call on objects that they are given
    "irq value init deinit on off low high toggle scan readfrom readfrom_into readfrom_mem readfrom_mem_into writeto " +
    "writevto writeto_mem write_readinto readbit writebit readbyte writebyte reset duty duty_u16 duty_ns freq " +
    // logging handlers, iterators and mappings of frozen Python
    "emit format keys values items get count index append extend"
  ).split(" "),
);

/** Base classes of the firmware that call only {@link METHODS} and dunder methods of their subclasses. */
const QUIET_BASES: ReadonlySet<string> = new Set([
  "object",
  "dict",
  "list",
  "tuple",
  "set",
  "str",
  "bytes",
  "int",
  "float",
  "FrameBuffer",
  "IOBase",
  "OrderedDict",
  "deque",
  "property",
]);

/** Whether the firmware may call a method by this name on any object. */
export function isCalledByFirmware(name: string): boolean {
  return METHODS.has(name) || /^__.*__$/.test(name);
}

/** Whether the firmware calls a class with this base only by names that {@link isCalledByFirmware} lists. */
export function isQuietBase(name: string): boolean {
  return QUIET_BASES.has(name) || /(Error|Exception|Interrupt|Exit|StopIteration)$/.test(name);
}
