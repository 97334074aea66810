// Facts of modules, kept from one build to the next. Reading a module costs as much as compiling it, and after a save all
// modules but one are the same.

import { applyEdits, type Edit, normalizeLineEnds } from "../source/edits.ts";
import type { ModuleFacts } from "./facts.ts";
import type { Analysed, ProgramModule } from "./modules.ts";
import type { SourceReader } from "./source-reader.ts";

/** Facts by the text of what they were read from. It keeps those of the last program. */
export class KeptFacts {
  private last: ReadonlyMap<string, ModuleFacts> = new Map();
  private used = new Map<string, ModuleFacts>();

  /** The facts of a key, read if they are not known. */
  get(key: string, read: () => ModuleFacts): ModuleFacts {
    const facts = this.used.get(key) ?? this.last.get(key) ?? read();
    this.used.set(key, facts);
    return facts;
  }

  /** Forgets facts that were not used since the last call. */
  endProgram(): void {
    this.last = this.used;
    this.used = new Map();
  }
}

/** Reads the modules of a program, as they are and as edited, and takes facts that are kept. */
export class FactReader {
  private readonly reader: SourceReader;
  private readonly kept: KeptFacts;
  /** What facts were read from: the source's hash and all edits. Undefined for a module without a hash. */
  private readonly keys = new Map<Analysed, string | undefined>();

  constructor(reader: SourceReader, kept: KeptFacts) {
    this.reader = reader;
    this.kept = kept;
  }

  /** @throws SourceError if it is not Python */
  read(module: ProgramModule): Analysed {
    const { sourceHash, canBeMain } = module;
    const key = sourceHash === undefined ? undefined : `${sourceHash} ${canBeMain}`;
    const facts = this.factsOf(key, () => this.reader.read(normalizeLineEnds(module.source), module));
    const one = { module, facts };
    this.keys.set(one, key);
    return one;
  }

  /** Replaces the facts by those of the edited source. */
  edit(one: Analysed, edits: readonly Edit[]): void {
    const before = this.keys.get(one);
    const key = before === undefined ? undefined : `${before}\n${JSON.stringify(edits)}`;
    this.keys.set(one, key);
    one.facts = this.factsOf(key, () => this.reader.read(applyEdits(one.facts.source, edits), one.module));
  }

  private factsOf(key: string | undefined, read: () => ModuleFacts): ModuleFacts {
    return key === undefined ? read() : this.kept.get(key, read);
  }
}
