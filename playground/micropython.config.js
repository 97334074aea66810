// What all three builds say about the Python part.

/** @type {import("unplugin-micropython").MicroPythonOptions} */
export default {
  root: import.meta.dirname,
  entries: "firmware/**/*.py",
  include: "firmware/**/*.{json,bin}",
  sourceRoots: ["firmware", "web"],
  overrides: [{ include: "greenhouse/drivers/**", optimize: 1 }],
  production: { optimize: 2 },
};
