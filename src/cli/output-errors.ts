// Errors of the standard streams, which end a process with a stack trace if nobody handles them.

/**
 * Handles errors of standard output and standard error. Readers (`head`, a pager) may close a pipe early: that is no
 * fault. Output that cannot be written otherwise, as on a full disk, ends the process with a message and code 1.
 */
export function handleOutputErrors(name: string): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") void endWith(name, error);
  });
  process.stderr.on("error", () => {}); // There is no place left to report it.
}

async function endWith(name: string, error: Error): Promise<void> {
  // Loaded on demand, because mpy-cross has to start quickly.
  const { writeReason } = await import("../node/write-fault.ts");
  const { fileFault } = await import("./messages.ts");
  process.stderr.write(`${name}: ${fileFault("standard output", writeReason(error))}\n`);
  process.exit(1);
}
