// The usage and version texts of mpy-cross, as the reference prints them.

/** The text of -h and of any unknown option. The exit code is 1, as in the reference. */
export const USAGE_TEXT = `usage: mpy-cross [<opts>] [-X <implopt>] [--] <input filename>
Options:
--version : show version information
-o : output file for compiled bytecode (defaults to input filename with .mpy extension, or stdout if input is stdin)
-s : source filename to embed in the compiled bytecode (defaults to input file)
-v : verbose (trace various operations); can be multiple
-O[N] : apply bytecode optimizations of level N

Several inputs:
any number of files and folders may be given; folders are searched for .py files, and -o then names a folder

Other firmware:
--firmware <version> : compile for that release (1.22.2, 1.22, "circuitpython 9.2.9")
--exact : write the bytes of that release's own mpy-cross

Target specific options:
-msmall-int-bits=number : set the maximum bits used to encode a small-int
-march=<arch> : set architecture for native emitter;
                x86, x64, armv6, armv6m, armv7m, armv7em, armv7emsp,
                armv7emdp, xtensa, xtensawin, rv32imc, rv64imc, host, debug
-march-flags=<flags> : set architecture-specific flags (can be either a dec/hex/bin value or a comma-separated flags string)
                       supported flags for rv32imc: zba, zcmp

Implementation specific options:
  emit={bytecode,native,viper} -- set the default code emitter
  heapsize=<n> -- set the heap size for the GC (accepted, has no effect)
  source-lines    -- include source line numbers (default)
  no-source-lines -- exclude source line numbers
`;

/**
 * The line of --version. Scripts look for "mpy-cross emitting mpy v". 2026-08-19 is the date of the reference commit.
 */
export function versionText(packageVersion: string, mpyVersion: string): string {
  const reference = "MicroPython v1.29.0-preview on 2026-08-19";
  return `${reference} (unplugin-micropython ${packageVersion}); mpy-cross emitting mpy v${mpyVersion}\n`;
}
