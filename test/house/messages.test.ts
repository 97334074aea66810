import { readFileSync } from "node:fs";
import { parseAst } from "rolldown/parseAst";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";

/** Files with the messages of their folder. */
const MESSAGES = /\/messages\.ts$|^src\/device\/errors\.ts$/;

/**
 * Files with other people's texts, or with tables of texts that are their only subject: the reference's refusals in the
 * compiler, Python's exceptions and MicroPython's own tool in manifest-py, hints by pattern, filesystems by release, help by command.
 */
const ELSEWHERE = [
  /^src\/compiler\//,
  /^src\/diagnostics\/(cpython|syntax)-rules\.ts$/,
  /^src\/firmware\/filesystems\.ts$/,
  /^src\/cli\/mpy\.ts$/,
];

/** Functions whose arguments are texts of Python's own exceptions. */
const PYTHONS_OWN = new Set(["Fault", "typeError", "notUnderstood", "tooLarge", "ByteReadError"]);

/** Fields of problems, findings and errors. */
const FIELDS = new Set(["summary", "hint", "remedy", "reason"]);

/** A text of at least three words, which is a sentence or the part of one. */
const SENTENCE = /\S+ \S*[a-z]\S* \S/i;

/** A node of the syntax tree. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [field: string]: unknown;
}

/** The name of the function or class that a node calls. */
function calleeOf({ callee }: Node): string {
  const { name, property } = callee as { name?: string; property?: { name?: string } };
  return name ?? property?.name ?? "";
}

function textOf(node: Node): string | undefined {
  if (node.type === "Literal" && typeof node["value"] === "string") return node["value"];
  if (node.type !== "TemplateLiteral") return undefined;
  return (node["quasis"] as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join("${}");
}

/** Texts of errors in a source: what is thrown, the arguments of errors, and the fields of problems. */
function errorTexts(source: string): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  const visit = (value: unknown, isError: boolean): void => {
    if (Array.isArray(value)) return value.forEach((one) => visit(one, isError));
    if (typeof value !== "object" || value === null || !("type" in value)) return;
    const node = value as Node;
    let inside = isError;
    if (node.type === "ThrowStatement") inside = true;
    if (node.type === "NewExpression" || node.type === "CallExpression") {
      const callee = calleeOf(node);
      if (PYTHONS_OWN.has(callee)) inside = false;
      else if (node.type === "NewExpression" && callee.endsWith("Error")) inside = true;
    }
    if (node.type === "Property" && FIELDS.has((node["key"] as { name?: string }).name ?? "")) inside = true;
    const text = inside ? textOf(node) : undefined;
    if (text !== undefined && SENTENCE.test(text)) found.push({ at: node.start, text });
    for (const [field, child] of Object.entries(node)) if (field !== "type") visit(child, inside);
  };
  visit(parseAst(source, { lang: "ts" }), false);
  return found;
}

test("the messages of a folder are in one file", () => {
  const files = globSync("src/**/*.ts").filter((file) => {
    return !MESSAGES.test(file) && !ELSEWHERE.some((one) => one.test(file));
  });
  const texts = files.flatMap((file) => {
    const source = readFileSync(file, "utf8");
    return errorTexts(source).map(({ at, text }) => `${file}:${source.slice(0, at).split("\n").length}: ${text}`);
  });
  expect(texts).toEqual([]);
});

test.each([
  ['throw new ProjectError({ summary: "there is no file", file });', "there is no file"],
  ["throw wrongOption(name, `${name} is no option here`);", "${} is no option here"],
  ['return { ...place, hint: "Give another name." };', "Give another name."],
])("a text outside of that file is found: %s", (source, text) => {
  expect(errorTexts(`function one() { ${source} }`).map((one) => one.text)).toEqual([text]);
});
