// JSON with places, for files of users and other tools (package.json, lock files), so that mistakes are reported with
// their line: JSON.parse keeps no places. Each value is read as the expected type, and throws an error with its place
// if it has another.

import { evaluate, parse } from "@humanwhocodes/momoa";
import type { ValueNode } from "@humanwhocodes/momoa";
import { ProjectError } from "./problem.ts";
import { DEEP_JSON, notJson, wrongJsonKind } from "./messages.ts";

/** A file with JSON in it. */
export interface JsonFile {
  /** Absolute, forward slashes. */
  readonly file: string;
  /** The file's name in messages: relative to the project root. */
  readonly displayFile: string;
  readonly text: string;
}

/** One value of a JSON file, with its place. */
export class JsonValue {
  private readonly source: JsonFile;
  private readonly node: ValueNode;
  /** Its name in messages: "hashes[3]"; "" for the whole document. */
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

  /** Its text. @throws ProjectError if it is not a text */
  text(): string {
    return this.node.type === "String" ? this.node.value : this.fail(...wrongJsonKind(this.called(), "a text"));
  }

  /** Its elements. @throws ProjectError if it is not a list */
  list(): JsonValue[] {
    if (this.node.type !== "Array") return this.fail(...wrongJsonKind(this.called(), "a list"));
    return this.node.elements.map(({ value }, at) => new JsonValue(this.source, value, `${this.name}[${at}]`));
  }

  /** Its members by name, in order. @throws ProjectError if it is not an object */
  members(): Map<string, JsonValue> {
    if (this.node.type !== "Object") return this.fail(...wrongJsonKind(this.called(), "an object"));
    const members = new Map<string, JsonValue>();
    for (const { name, value } of this.node.members) {
      const key = name.type === "String" ? name.value : name.name;
      members.set(key, new JsonValue(this.source, value, this.name === "" ? key : `${this.name}.${key}`));
    }
    return members;
  }

  /** A member; undefined if it is missing. @throws ProjectError if this is not an object */
  get(name: string): JsonValue | undefined {
    return this.members().get(name);
  }

  /** The value for {@link asciiJson}. */
  out(): JsonOut {
    if (this.node.type === "Array") return this.list().map((item) => item.out());
    if (!this.isObject) return this.plain() as JsonOut;
    return new Map([...this.members()].map(([name, member]) => [name, member.out()]));
  }

  /** The value as from JSON.parse. */
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

/** Reads a JSON document. @throws ProjectError with line and column if it is not JSON */
export function readJson(source: JsonFile): JsonValue {
  // Editors on Windows may write a byte order mark.
  const text = source.text.startsWith("\ufeff") ? source.text.slice(1) : source.text;
  try {
    const { body } = parse(text, { mode: "json" });
    // The parser with places accepts line breaks in texts.
    JSON.parse(text);
    return new JsonValue({ ...source, text }, body, "");
  } catch (error) {
    throw syntaxFault({ ...source, text }, error as Error & { line?: number; column?: number });
  }
}

function syntaxFault(
  source: JsonFile,
  { name, message, line, column }: Error & { line?: number; column?: number },
): Error {
  const { file, displayFile, text } = source;
  // The error of a recursive parser with a full call stack.
  if (name === "RangeError") return new ProjectError({ summary: DEEP_JSON, file, displayFile });
  const reason = message
    .replace(/\.? *(\(\d+:\d+\))?$/, "")
    .replace(/^Unexpected token (\w+) found$/, (_, token: string) => `unexpected ${TOKEN_TEXTS[token] ?? token}`);
  const sourceLine = line === undefined ? undefined : lineOf(text, line);
  return new ProjectError({ summary: notJson(reason), file, displayFile, line, column, sourceLine });
}

/** The text of tokens, by the parser's names. */
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

/** A value for {@link asciiJson}. A Map keeps the order of its members; an object would put "6" before "py". */
export type JsonOut = string | number | boolean | null | readonly JsonOut[] | ReadonlyMap<string, JsonOut>;

/** A document as ASCII, in one line without spaces or indented by 2, in the format of Python's json.dump. */
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
