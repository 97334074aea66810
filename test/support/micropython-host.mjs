// A real MicroPython in a process of its own, because a broken module can hang it and its state is global. Reads a request
// as JSON on stdin (see micropython.ts) and answers with JSON on stdout.

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { files, steps, waitMs, runtime } = JSON.parse(Buffer.concat(chunks).toString());

const { loadMicroPython } = await import(runtime);

let output = "";
const decoder = new TextDecoder();
const python = await loadMicroPython({
  heapsize: 8 * 1024 * 1024,
  linebuffer: false,
  stdout: (data) => (output += decoder.decode(data, { stream: true })),
});
for (const { path, base64 } of files) {
  const parts = path.split("/").slice(1, -1);
  parts.reduce((folder, part) => {
    const next = `${folder}/${part}`;
    if (!python.FS.analyzePath(next).exists) python.FS.mkdir(next);
    return next;
  }, "");
  python.FS.writeFile(path, Buffer.from(base64, "base64"));
}
const results = [];
for (const step of steps) {
  output = "";
  let error = null;
  try {
    python.runPython(step);
  } catch (caught) {
    error = caught.message;
  }
  results.push({ output, error });
}
if (waitMs > 0) {
  output = "";
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  results.push({ output, error: null });
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
