// Replaces modules on a running board: makes the code for the board, and parses its result.

import type { Board } from "../board.ts";
import { parseTraceback } from "../traceback.ts";
import type { Traceback } from "../traceback.ts";
import type { ModuleSwap } from "./plan.ts";
import { hotReturnedFalse } from "./messages.ts";

/** The result of a swap. */
export type SwapResult =
  /** `kept` has the names with unchanged values, by module, without modules that the board had not imported. */
  | {
      readonly kind: "swapped";
      readonly kept: ReadonlyMap<string, readonly string[]>;
      readonly old: readonly OldCode[];
    }
  /** A new module failed on import. The old modules are restored. */
  | { readonly kind: "failed"; readonly module: string; readonly traceback: Traceback | undefined }
  /** `__hot__` of a module returned False, or the board cannot swap. A reset is needed. */
  | { readonly kind: "refused"; readonly reason: string };

/** Changed coroutines and generators of a module. Running ones continue with the old code. */
export interface OldCode {
  readonly module: string;
  readonly names: readonly string[];
}

// All new modules are imported first, so that a mistake in one changes nothing. The steps after that cannot fail:
// values, classes in place, references. The old globals get the new functions, too, for old code that still runs.
// main.py and boot.py run as __main__, which is not in sys.modules.
const SWAP = `def _mp_swap(todo):
 import sys
 import __main__ as Z
 M=sys.modules
 T=type
 todo=[m for m in todo if m[0] in M]
 olds=[M[m[0]] for m in todo]
 def back():
  for m,o in zip(todo,olds):
   M[m[0]]=o
   p,_,k=m[0].rpartition('.')
   if p in M:setattr(M[p],k,o)
 for m in todo:del M[m[0]]
 for m,o in zip(todo,olds):
  n=m[0]
  try:
   __import__(n)
   d=M[n].__dict__
   for k in o.__dict__:
    v=o.__dict__[k]
    if k not in d and M.get(n+'.'+k) is v:d[k]=v
   if m[3] and d['__hot__'](o) is False:
    back()
    print('refused',n)
    return
  except BaseException as e:
   back()
   print('failed',n)
   sys.print_exception(e)
   return
 pairs=[]
 for m,o in zip(todo,olds):
  n=M[m[0]]
  a=o.__dict__
  d=n.__dict__
  kept=[k for k in m[1] if k in a]
  copies=[(c,a.get(c[2])) for c in m[4]]
  for k in kept:d[k]=a[k]
  for k in m[2]:
   c=a.get(k)
   w=d.get(k)
   if not(isinstance(c,T) and isinstance(w,T)):continue
   x=dict(w.__dict__)
   y=dict(c.__dict__)
   for i in x:
    if i not in('__module__','__qualname__','__name__','__locals__') and not(i in m[2][k][0] and i in y):setattr(c,i,x[i])
   for i in m[2][k][1]:
    if i in y:delattr(c,i)
   d[k]=c
  pairs.append((o,n))
  for k in m[5]:
   if k in a and k in d:pairs.append((a[k],d[k]))
  for (l,j,k),v in copies:
   i=Z if l=='__main__' else M.get(l)
   if i and k in d and i.__dict__.get(j) is v:i.__dict__[j]=d[k]
  for k in d:
   if k[:2]!='__':a[k]=d[k]
  print('kept',m[0],*kept)
 for i in list(M.values())+[Z]:
  if i in olds:continue
  try:
   d=i.__dict__
   for k in list(d):
    for o,n in pairs:
     if d[k] is o:
      d[k]=n
      break
  except(TypeError,AttributeError):pass
`;

/** Python that swaps modules on the board. */
export function swapCode(modules: readonly ModuleSwap[]): string {
  const todo = modules.map(({ name, keep, classes, hot, copies, functions }) => {
    const patches = Object.entries(classes).map(([one, { keep, lost }]) => [one, [keep, lost]]);
    return [name, keep, Object.fromEntries(patches), hot, copies, functions];
  });
  return `${SWAP}_mp_swap(${python(todo)})\ndel _mp_swap\nimport gc\ngc.collect()\n`;
}

/** Parses the output of {@link swapCode}. */
export function swapResult(output: string, modules: readonly ModuleSwap[]): SwapResult {
  const lines = output.replaceAll("\r\n", "\n").split("\n");
  const at = lines.findIndex((line) => /^(?:refused|failed) /.test(line));
  const [word, module] = (lines[at] ?? "").split(" ");
  if (word === "refused") return { kind: "refused", reason: hotReturnedFalse(module!) };
  if (word === "failed") {
    return { kind: "failed", module: module!, traceback: parseTraceback(lines.slice(at + 1).join("\n")) };
  }
  const kept = new Map<string, string[]>();
  for (const line of lines) {
    const [first, name, ...names] = line.split(" ");
    if (first === "kept") kept.set(name!, names);
  }
  const old = modules
    .filter(({ name, coroutines }) => kept.has(name) && coroutines.length > 0)
    .map(({ name, coroutines }) => ({ module: name, names: coroutines }));
  return { kind: "swapped", kept, old };
}

/** Swaps modules. Their new files are already on the board. */
export async function swapModules(board: Pick<Board, "run">, modules: readonly ModuleSwap[]): Promise<SwapResult> {
  const { output, error } = await board.run(swapCode(modules));
  if (error === "") return swapResult(output, modules);
  return { kind: "refused", reason: error.trim().split("\n").at(-1)! };
}

/** The lines of a swap's report. */
export function swapText(result: SwapResult): string[] {
  switch (result.kind) {
    case "refused":
      return [`not swapped: ${result.reason}`];
    case "failed":
      return [`not swapped: importing the new ${result.module} failed; the old one keeps running`];
    default: {
      const kept = [...result.kept].filter(([, names]) => names.length > 0);
      const keptText = kept.map(([module, names]) => `${names.join(", ")} of ${module}`).join("; ");
      return [
        `swapped ${[...result.kept.keys()].join(", ") || "nothing: no changed module was imported"}${kept.length > 0 ? `; kept ${keptText}` : ""}`,
        ...result.old.map(
          ({ module, names }) => `running calls of ${names.join(", ")} in ${module} continue with the old code`,
        ),
      ];
    }
  }
}

/** A value as a Python literal: texts, truth values, lists (as tuples) and objects (as dicts). */
function python(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `(${value.map((one) => `${python(one)},`).join("")})`;
  return `{${Object.entries(value as object)
    .map(([key, one]) => `${python(key)}:${python(one)}`)
    .join(",")}}`;
}
