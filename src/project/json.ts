// JSON that people write or that comes from elsewhere (package.json, lock files), read so that whatever is wrong with it can be
// told with its line: JSON.parse keeps no places. A value is asked for what it should be, and says itself where it is not.

import { evaluate, parse } from "@humanwhocodes/momoa";
import type { ValueNode } from "@humanwhocodes/momoa";
import { ProjectError } from "./problem.ts";

/** A file with JSON in it. */
export interface JsonFile {
  /** Absolute, forward slashes. */
  readonly file: string;
  /** As people know it: relative to the project's root. */
  readonly displayFile: string;
  readonly text: string;
}

/** One value of a JSON file, with its place. */
export class JsonValue {
  private readonly source: JsonFile;
  private readonly node: ValueNode;
  /** What messages call it: "hashes[3]"; "" for the whole. */
  private readonly name: string;

  constructor(source: JsonFile, node: ValueNode, name: string) {
    this.source = source;
    this.node = node;
    this.name = name;
  }

  /** Whether it is an object. */
  get isObject(): boolean {
    return this.node.type === "Object";
  }

  /** Whether it is a list. */
  get isList(): boolean {
    return this.node.type === "Array";
  }

  /** Whether it is a text. */
  get isText(): boolean {
    return this.node.type === "String";
  }

  /** Its text. @throws ProjectError where it is no text */
  text(): string {
    return this.node.type === "String" ? this.node.value : this.fail(`${this.called()} is not a text`);
  }

  /** Its elements. @throws ProjectError where it is no list */
  list(): JsonValue[] {
    if (this.node.type !== "Array") return this.fail(`${this.called()} is not a list`);
    return this.node.elements.map(({ value }, at) => new JsonValue(this.source, value, `${this.name}[${at}]`));
  }

  /** Its members by name, in their order. @throws ProjectError where it is no object */
  members(): Map<string, JsonValue> {
    if (this.node.type !== "Object") return this.fail(`${this.called()} is not an object`);
    const members = new Map<string, JsonValue>();
    for (const { name, value } of this.node.members) {
      const key = name.type === "String" ? name.value : name.name;
      members.set(key, new JsonValue(this.source, value, this.name === "" ? key : `${this.name}.${key}`));
    }
    return members;
  }

  /** A member; undefined where it is missing. @throws ProjectError where this is no object */
  get(name: string): JsonValue | undefined {
    return this.members().get(name);
  }

  /** It as {@link asciiJson} takes it. */
  out(): JsonOut {
    if (this.node.type === "Array") return this.list().map((item) => item.out());
    if (!this.isObject) return this.plain() as JsonOut;
    return new Map([...this.members()].map(([name, member]) => [name, member.out()]));
  }

  /** It as JSON.parse gives it. */
  plain(): unknown {
    return evaluate(this.node);
  }

  /** @throws ProjectError with the place of this value */
  fail(summary: string, hint?: string): never {
    const { file, displayFile } = this.source;
    const { line, column } = this.node.loc.start;
    throw new ProjectError({ summary, file, displayFile, line, column, sourceLine: this.lineText(line), hint });
  }

  private called(): string {
    return this.name === "" ? "the document" : this.name;
  }

  private lineText(line: number): string {
    return lineOf(this.source.text, line);
  }
}

/** Reads a JSON document. @throws ProjectError with line and column where it is none */
export function readJson(source: JsonFile): JsonValue {
  // Editors on Windows put a byte order mark first.
  const text = source.text.startsWith("\ufeff") ? source.text.slice(1) : source.text;
  try {
    const { body } = parse(text, { mode: "json" });
    // The parser with places lets line breaks in texts pass.
    JSON.parse(text);
    return new JsonValue({ ...source, text }, body, "");
  } catch (error) {
    throw notJson({ ...source, text }, error as Error & { line?: number; column?: number });
  }
}

function notJson(source: JsonFile, { name, message, line, column }: Error & { line?: number; column?: number }): Error {
  const { file, displayFile, text } = source;
  // How a parser that calls itself says that the stack is full.
  if (name === "RangeError") return new ProjectError({ summary: "nested too deeply", file, displayFile });
  const reason = message
    .replace(/\.? *(\(\d+:\d+\))?$/, "")
    .replace(/^Unexpected token (\w+) found$/, (_, token: string) => `unexpected ${TOKEN_TEXTS[token] ?? token}`);
  const sourceLine = line === undefined ? undefined : lineOf(text, line);
  return new ProjectError({ summary: `this is not JSON: ${reason}`, file, displayFile, line, column, sourceLine });
}

/** The parser's names of tokens, as they look. */
const TOKEN_TEXTS: Readonly<Record<string, string>> = {
  LBrace: '"{"',
  RBrace: '"}"',
  LBracket: '"["',
  RBracket: '"]"',
  Colon: '":"',
  Comma: '","',
  String: "text",
  Number: "number",
};

/** What {@link asciiJson} writes. Members of a Map keep their order, where an object would put "6" before "py". */
export type JsonOut = string | number | boolean | null | readonly JsonOut[] | ReadonlyMap<string, JsonOut>;

/** A document as ASCII, in one line without spaces or indented by 2: as Python's json.dump writes it. */
export function asciiJson(value: JsonOut, style: "compact" | "indented", depth = 0): string {
  if (value === null || typeof value !== "object") return asciiLiteral(value);
  const isMap = value instanceof Map;
  const colon = style === "compact" ? ":" : ": ";
  const items = isMap
    ? [...value].map(([key, member]) => asciiLiteral(key) + colon + asciiJson(member, style, depth + 1))
    : (value as readonly JsonOut[]).map((item) => asciiJson(item, style, depth + 1));
  const [open, close] = isMap ? ["{", "}"] : ["[", "]"];
  if (style === "compact" || items.length === 0) return open + items.join(",") + close;
  const lineStart = `\n${"  ".repeat(depth)}`;
  return `${open}${lineStart}  ${items.join(`,${lineStart}  `)}${lineStart}${close}`;
}

function asciiLiteral(value: string | number | boolean | null): string {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escape);
}

function lineOf(text: string, line: number): string {
  return text.split(/\r\n|\r|\n/)[line - 1] ?? "";
}
