// What all three builds say about the Python part.

/** @type {import("unplugin-micropython").MicroPythonOptions} */
export default {
  root: import.meta.dirname,
  // What the board starts; the rest ships because these import it.
  entries: ["firmware/boot.py", "firmware/main.py"],
  data: "firmware/**/*.{json,bin}",
  sourceRoots: ["firmware", "web"],
  // Program, data and the page in one image. ROMFS at "/", because the MicroPython that `npm run playground` starts mounts no
  // other; for a board it would be board: "RPI_PICO_W" and flash: { uf2: true, web: { to: "/www" } }.
  // A page that a board serves has no WebSerial, which needs https: the chunk that talks to boards stays off the flash.
  flash: {
    filesystem: "romfs",
    mount: "/",
    size: "64K",
    web: { to: "/www", exclude: ["assets/device-*.js", "[0-9]*.main.js"] },
  },
  budgets: [{ include: "greenhouse/**", max: "16K" }],
  report: true,
  overrides: [{ include: "greenhouse/drivers/**", optimize: 1 }],
  production: { optimize: 2 },
};
