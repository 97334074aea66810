// Options of the plugin, for all three bundlers.

/** @type {import("unplugin-micropython").MicroPythonOptions} */
export default {
  root: import.meta.dirname,
  // The files that the board runs. Other modules ship because these import them.
  entries: ["firmware/boot.py", "firmware/main.py"],
  data: "firmware/**/*.{json,bin}",
  sourceRoots: ["firmware", "web"],
  // One image with the program, its data and the page. It is a ROMFS at "/", because the MicroPython of `npm run playground` mounts no
  // other filesystem. For a board, use board: "RPI_PICO_W" and flash: { uf2: true, web: { to: "/www" } }.
  // WebSerial needs https, which the board does not have: the chunk for WebSerial is left out of the flash.
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
