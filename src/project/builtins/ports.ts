// The modules of each port's firmware, as words in tables. Taken from MicroPython 1.29 (commit 1c3c2011):
// MP_REGISTER_MODULE and MP_REGISTER_EXTENSIBLE_MODULE in py, extmod and ports; feature levels in py/mpconfig.h; each
// port's mpconfigport.h, makefiles and boards; frozen ones from the manifest.py of every board, with micropython-lib
// ee4bb8ff. Compared with the C preprocessor's output for every board's configuration. "webassembly" is the PyScript
// variant, which is published on npm; "unix" and "windows" are the standard variants.

import { AIOBLE, ASYNCIO, NETWORKING } from "./frozen-packages.ts";

/** Modules of a port's firmware: names separated by blanks. */
export interface PortModules {
  /** Compiled into the firmware of every board. */
  readonly always: string;
  /** Compiled into the firmware of some boards or variants. */
  readonly some: string;
  /** Python that is frozen into every firmware. */
  readonly frozen: string;
  /** Python that is frozen into some firmware. For ports whose boards have presets, board-modules.ts has the boards. */
  readonly frozenSome?: string;
}

/** Built-in modules that cannot be replaced: an import never uses files of these names (py/builtinimport.c). */
export const FIXED_MODULES: ReadonlySet<string> = words(`
  __main__ _asyncio _espnow _onewire _rp2 _thread _uasyncio _webrepl alif ble board btree builtins cmath deflate
  esp esp32 ffi framebuf gc jni js jsffi lwip marshal math microbit micropython mimxrt music network nrf openamp
  psoc_edge pyb renesas samd spiflash stm sys termios tls ubluepy uctypes utimeq vfs weakref wipy zephyr zsensor
`);

// Feature levels of py/mpconfig.h; each includes the one before.
const CORE = "__main__ array builtins collections gc io math micropython struct sys";
const BASIC: string = `${CORE} time`;
const EXTRA: string = `${BASIC}
  _asyncio binascii cmath deflate errno framebuf hashlib heapq json os platform random re select uctypes
`;
const FULL: string = `${EXTRA} string string.templatelib`;
const EVERYTHING: string = `${FULL} marshal weakref`;

const SOCKETS = "socket lwip tls cryptolib websocket _webrepl";

/** By the names of MicroPython's ports/ folders. */
export const PORTS: Readonly<Record<string, PortModules>> = {
  alif: {
    always: `${FULL} alif machine vfs`,
    some: `network ${SOCKETS} bluetooth openamp`,
    frozen: `_boot ${ASYNCIO} dht neopixel onewire ${NETWORKING}`,
  },
  cc3200: {
    always: `
      __main__ array builtins collections gc io micropython struct sys time _thread binascii errno json machine
      network os re select socket ssl vfs wipy
    `,
    some: "",
    frozen: "",
  },
  esp32: {
    always: `${EXTRA} _onewire _thread _webrepl cryptolib esp esp32 machine network socket tls vfs websocket`,
    some: "_espnow bluetooth btree",
    frozen: `
      _boot ${ASYNCIO} ${NETWORKING} aioespnow apa106 dht ds18x20 espnow flashbdev inisetup machine neopixel onewire
      umqtt.robust umqtt.simple upysh
    `,
  },
  esp8266: {
    always: `
      ${BASIC} _onewire _webrepl binascii deflate errno esp hashlib heapq json lwip machine network os platform random
      re select socket uctypes websocket
    `,
    some: "_asyncio _espnow btree cryptolib framebuf tls vfs",
    frozen: "_boot apa102 dht ds18x20 neopixel ntptime onewire port_diag webrepl webrepl_setup",
  },
  mimxrt: {
    always: `${FULL} _onewire machine mimxrt network socket vfs`,
    some: `${SOCKETS} bluetooth btree openamp`,
    frozen: `_boot ${ASYNCIO} dht ds18x20 onewire`,
  },
  nrf: {
    always: "__main__ array builtins collections gc machine os random struct sys time",
    some: `${EXTRA} ble board microbit music nrf ubluepy vfs`,
    frozen: "_boot",
  },
  "psoc-edge": { always: `${EXTRA} machine psoc_edge vfs`, some: "", frozen: "_boot" },
  qemu: {
    always: `
      ${BASIC} binascii cmath deflate errno framebuf hashlib heapq json machine os platform random re select uctypes
      vfs
    `,
    some: "",
    frozen: "unittest",
  },
  "renesas-ra": {
    always: `
      __main__ array builtins collections gc io micropython struct sys time _asyncio _onewire binascii deflate errno
      framebuf hashlib json machine os platform random re renesas select uctypes vfs
    `,
    some: `bluetooth cmath heapq math network ${SOCKETS}`,
    frozen: "",
  },
  rp2: {
    always: `${EXTRA} _onewire _rp2 _thread cryptolib machine vfs`,
    some: `bluetooth network ${SOCKETS}`,
    frozen: `_boot _boot_fat ${ASYNCIO} dht ds18x20 neopixel onewire rp2`,
  },
  samd: {
    always: `${BASIC} binascii json machine os platform random re samd uctypes vfs`,
    some: `${withoutComplex(FULL)} _onewire`,
    frozen: `_boot ${ASYNCIO}`,
  },
  stm32: {
    always: "__main__ array builtins collections gc io micropython struct sys machine os pyb time vfs",
    some: `${EXTRA} _onewire _thread bluetooth network openamp spiflash stm ${SOCKETS}`,
    frozen: "",
  },
  unix: {
    always: `${EXTRA} machine vfs websocket`,
    some: "_thread bluetooth btree cryptolib ffi jni socket termios tls",
    frozen: "",
    frozenSome: `${ASYNCIO} argparse mip mip.__main__ requests ssl`,
  },
  webassembly: {
    always: `${FULL} js jsffi vfs weakref`,
    some: "",
    frozen: `
      abc asyncio asyncio.core asyncio.event asyncio.funcs asyncio.future asyncio.lock base64 binascii collections
      collections.defaultdict copy datetime fnmatch functools gzip hmac html inspect io itertools locale logging
      operator os os.path pathlib stat string string.templatelib tarfile tarfile.write time types unittest uu zlib
    `,
  },
  windows: {
    always: `${BASIC} binascii cmath deflate errno hashlib heapq json machine os random re uctypes vfs`,
    some: "_asyncio select",
    frozen: "",
    frozenSome: `${ASYNCIO} ssl`,
  },
  zephyr: {
    always: "__main__ binascii builtins hashlib machine os sys zephyr zsensor",
    some: `${withoutComplex(EVERYTHING)} _thread bluetooth socket vfs`,
    frozen: `_boot ${ASYNCIO} aiorepl upysh`,
    frozenSome: `${AIOBLE} utop`,
  },
};

/** Module names for firmware without complex numbers. */
function withoutComplex(names: string): string {
  return names.replace(" cmath", "");
}

/** Splits a list of names that are separated by blanks. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
