// The memo keeps results from one build to the next, with one rule: a value is valid while everything that was read to
// make it is unchanged. Inputs (files, folders, imports of JavaScript) are checked on request. Values are functions of
// inputs and of other values, computed on demand. The memo records the reads, so no stage has to know its dependents.

import { ProjectError } from "./problem.ts";

/** Something that is read from outside, such as a file. */
export interface Input<K, V> {
  readonly name: string;
  /** Reads it; returns `last` if nothing changed. */
  read(key: K, last: V | undefined): V;
  /** Text that identifies the value in other processes, too; undefined if the value cannot exist in another process. */
  print(value: V): string | undefined;
}

/** A function from a key, and from inputs and other stages, to a value. */
export interface Stage<K, V> {
  readonly name: string;
  /** Computes the value. Reads through the memo are recorded. A ProjectError is a result, too. */
  make(key: K): V;
  /** Whether two values are equal for readers. The default is object identity. */
  isSame?(a: V, b: V): boolean;
}

type Freshness = "current" | "unsure" | "out of date";

type Source<K, V> = Input<K, V> | Stage<K, V>;

/** The cells that were made from a cell. Most have one at most, and a set for each would be a third of the memo. */
type Readers = Cell | Set<Cell> | undefined;

interface Cell {
  // The types of keys and values differ by source. The memo passes each source only its own.
  readonly source: Source<unknown, unknown>;
  readonly key: unknown;
  value: unknown;
  error: ProjectError | undefined;
  /** "unsure" if a value that it was made from may have changed. */
  freshness: Freshness;
  /** Whether there is a value. */
  isMade: boolean;
  /** The values that it was made from. */
  reads: Cell[];
  readers: Readers;
  /** The number of the computation that recorded it last. */
  notedIn: number;
  /** The last round in which it was read from outside all stages. */
  askedIn: number;
}

/** An input that a value was made from, directly or through others. */
export interface UsedInput {
  readonly input: Input<unknown, unknown>;
  readonly key: unknown;
  /** See {@link Input.print}. */
  readonly text: string | undefined;
}

/** Number of rounds after which an unused value is removed. */
const KEPT_ROUNDS = 64;

/**
 * A running computation. Usually it reads the same values as the last time, in the same order. Then nothing is
 * recorded.
 */
interface Making {
  readonly cell: Cell;
  /** A unique number, from 1. */
  readonly number: number;
  /** The reads of the last time … */
  readonly last: readonly Cell[];
  /** … and how many of them were read again. */
  agreed: number;
  /** The reads of this time, from the first difference. */
  reads: Cell[] | undefined;
}

function note(making: Making, read: Cell): void {
  if (read.notedIn === making.number) return;
  read.notedIn = making.number;
  if (making.reads === undefined) {
    if (making.last[making.agreed] === read) {
      making.agreed++;
      return;
    }
    making.reads = making.last.slice(0, making.agreed);
  }
  making.reads.push(read);
  addReader(read, making.cell);
}

function addReader(to: Cell, reader: Cell): void {
  const { readers } = to;
  if (readers === undefined) to.readers = reader;
  else if (readers instanceof Set) readers.add(reader);
  else if (readers !== reader) to.readers = new Set([readers, reader]);
}

function dropReader(from: Cell, reader: Cell): void {
  const { readers } = from;
  if (readers instanceof Set) {
    readers.delete(reader);
    if (readers.size === 0) from.readers = undefined;
  } else if (readers === reader) from.readers = undefined;
}

function readersOf({ readers }: Cell): Iterable<Cell> {
  return readers === undefined ? [] : readers instanceof Set ? readers : [readers];
}

/** Ends the recording, and drops old reads. */
function endReads({ cell, last, agreed, reads }: Making): void {
  if (reads === undefined && agreed === last.length) return;
  cell.reads = reads ?? last.slice(0, agreed);
  const kept = new Set(cell.reads);
  for (const one of last) if (!kept.has(one)) dropReader(one, cell);
}

/** Values by stage and key. Each is kept while everything that was read to make it is unchanged. */
export class Memo {
  private readonly tables = new Map<object, Map<unknown, Cell>>();
  private active: Making | undefined;
  private makings = 0;
  private round = 0;

  /** The value of a stage or an input. @throws ProjectError if that is the result */
  get<K, V>(source: Source<K, V>, key: K): V {
    const cell = this.cellOf(source, key);
    const { active } = this;
    this.update(cell);
    if (active === undefined) cell.askedIn = this.round;
    else note(active, cell);
    if (cell.error) throw cell.error;
    return cell.value as V;
  }

  /** The number of kept values. */
  get size(): number {
    let size = 0;
    for (const table of this.tables.values()) size += table.size;
    return size;
  }

  /** A function whose results are kept. `make` may read other values of this memo. */
  remembering<K, V>(name: string, make: (key: K) => V, isSame?: (a: V, b: V) => boolean): (key: K) => V {
    const stage: Stage<K, V> = isSame ? { name, make, isSame } : { name, make };
    return (key) => this.get(stage, key);
  }

  /** Reads values without recording it. The caller must have read another value that changes whenever they matter. */
  untracked<T>(act: () => T): T {
    const { active } = this;
    this.active = undefined;
    try {
      return act();
    } finally {
      this.active = active;
    }
  }

  /** Sets the value of an input, which is then not read. */
  set<K, V>(input: Input<K, V>, key: K, value: V): void {
    const cell = this.cellOf(input, key);
    const isSame = cell.freshness === "current" && Object.is(cell.value, value);
    cell.freshness = "current";
    if (isSame) return;
    cell.value = value;
    invalidate(cell);
  }

  /** Checks all inputs of these kinds again, and removes unused values. */
  refresh(...inputs: readonly Input<unknown, unknown>[]): void {
    this.round++;
    if (this.round % KEPT_ROUNDS === 0) this.sweep();
    for (const input of inputs) {
      for (const cell of this.tables.get(input)?.values() ?? []) {
        if (cell.freshness === "current") read(cell);
      }
    }
  }

  /** Checks one input again, if it has been read. */
  refreshOne<K, V>(input: Input<K, V>, key: K): void {
    const cell = this.tables.get(input)?.get(key);
    if (cell?.freshness === "current") read(cell);
  }

  /** Drops a value, so that it is computed again on demand. */
  forget<K, V>(stage: Stage<K, V>, key: K): void {
    const cell = this.tables.get(stage)?.get(key);
    if (cell) cell.freshness = "out of date";
  }

  /** Stores a value that was made elsewhere from these inputs. */
  restore<K, V>(stage: Stage<K, V>, key: K, value: V, inputs: readonly Omit<UsedInput, "text">[]): void {
    const cell = this.cellOf(stage, key);
    for (const { input, key: inputKey } of inputs) {
      const used = this.cellOf(input, inputKey);
      this.update(used);
      addReader(used, cell);
      cell.reads.push(used);
    }
    cell.value = value;
    cell.error = undefined;
    cell.isMade = true;
    cell.freshness = "current";
  }

  /** Whether a value exists and is valid. */
  has<K, V>(stage: Stage<K, V>, key: K): boolean {
    return this.tables.get(stage)?.get(key)?.freshness === "current";
  }

  /** All inputs of a value, direct and indirect. */
  inputsOf<K, V>(stage: Stage<K, V>, key: K): UsedInput[] {
    const start = this.tables.get(stage)?.get(key);
    const seen = new Set<Cell>(start ? [start] : []);
    const found: UsedInput[] = [];
    // Iterating over a set also visits elements that are added meanwhile.
    for (const cell of seen) {
      for (const one of cell.reads) seen.add(one);
      if (isInput(cell.source)) {
        found.push({ input: cell.source, key: cell.key, text: cell.source.print(cell.value) });
      }
    }
    return found;
  }

  private cellOf(source: Source<unknown, unknown>, key: unknown): Cell {
    let table = this.tables.get(source);
    if (table === undefined) {
      table = new Map();
      this.tables.set(source, table);
    }
    let cell = table.get(key);
    if (cell === undefined) {
      cell = {
        source,
        key,
        value: undefined,
        error: undefined,
        freshness: "out of date",
        isMade: false,
        reads: [],
        readers: undefined,
        notedIn: 0,
        askedIn: this.round,
      };
      table.set(key, cell);
    }
    return cell;
  }

  private update(cell: Cell): void {
    if (cell.freshness === "current") return;
    if (cell.freshness === "unsure") {
      for (const one of cell.reads) {
        this.update(one);
        // A read that changed has set this.
        if ((cell.freshness as Freshness) === "out of date") break;
      }
    }
    if (cell.freshness === "out of date") {
      if (isInput(cell.source)) read(cell);
      else this.make(cell, cell.source);
    }
    cell.freshness = "current";
  }

  private make(cell: Cell, stage: Stage<unknown, unknown>): void {
    const before = this.active;
    const { value: last, error: lastError } = cell;
    const making: Making = { cell, number: ++this.makings, last: cell.reads, agreed: 0, reads: undefined };
    this.active = making;
    let error: ProjectError | undefined;
    let value: unknown;
    try {
      value = stage.make(cell.key);
    } catch (thrown) {
      if (!(thrown instanceof ProjectError)) throw thrown;
      error = thrown;
    } finally {
      this.active = before;
      endReads(making);
    }
    const isSame = cell.isMade && error === undefined && lastError === undefined && areSame(stage, last, value);
    cell.error = error;
    cell.isMade = true;
    if (isSame) return;
    cell.value = value;
    for (const reader of readersOf(cell)) reader.freshness = "out of date";
  }

  private sweep(): void {
    for (const [source, table] of this.tables) {
      if (table.size === 0) this.tables.delete(source);
      for (const [key, cell] of table) {
        if (cell.readers !== undefined || this.round - cell.askedIn < KEPT_ROUNDS) continue;
        table.delete(key);
        for (const one of cell.reads) dropReader(one, cell);
      }
    }
  }
}

function isInput(source: Source<unknown, unknown>): source is Input<unknown, unknown> {
  return "read" in source;
}

function areSame(stage: Stage<unknown, unknown>, a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (a !== undefined && b !== undefined && (stage.isSame?.(a, b) ?? false));
}

function read(cell: Cell): void {
  const value = (cell.source as Input<unknown, unknown>).read(cell.key, cell.value);
  const isSame = cell.freshness === "current" && Object.is(value, cell.value);
  cell.freshness = "current";
  if (isSame) return;
  cell.value = value;
  invalidate(cell);
}

/** Marks all values that depend on a changed value. */
function invalidate(cell: Cell): void {
  const waiting: Cell[] = [];
  for (const reader of readersOf(cell)) {
    if (reader.freshness === "current") waiting.push(reader);
    reader.freshness = "out of date";
  }
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const reader of readersOf(next)) {
      if (reader.freshness !== "current") continue;
      reader.freshness = "unsure";
      waiting.push(reader);
    }
  }
}
