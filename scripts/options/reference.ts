// docs/options.md: every option with what it takes, its default and its description.

import { wordsFor } from "../../src/options/check.ts";
import type { ObjectShape, ShapeData } from "../../src/options/shape.ts";
import type { Docs } from "./documented.ts";

const HEAD = `# Options

What \`micropython({ … })\` takes in every bundler, and \`micropython.config.js\`, \`.mjs\`, \`.cjs\`, \`.ts\`, \`.mts\`, \`.cts\` or \`.json\` for \`mpy\`. All are optional.
An option that does not exist, or a value that it does not take, is an error that names it.

\`\`\`js
import { defineConfig } from "unplugin-micropython";

export default defineConfig({ board: "RPI_PICO_W", entries: "firmware/main.py", flash: { image: true } });
\`\`\`

In \`micropython.config.json\`, \`"$schema": "./node_modules/unplugin-micropython/schema/config.schema.json"\` has the editor complete and
check it. (This page is made by \`npm run options\` from the sources.)
`;

/** The whole page. */
export function referencePage(shape: ObjectShape, docs: Docs): string {
  const sections = [HEAD];
  const told = new Set<string>();
  const tell = (path: string, object: ObjectShape): void => {
    const within: [string, ObjectShape][] = [];
    for (const [member, one] of Object.entries(object.members)) {
      const place = path === "" ? member : `${path}.${member}`;
      for (const inner of objectsIn(one)) within.push([`${place}${isMany(one) ? "[]" : ""}`, inner]);
    }
    if (path !== "") sections.push(headingOf(path, object, docs));
    sections.push(`${membersOf(object, docs)}\n`);
    for (const [place, inner] of within) {
      if (told.has(inner.name)) continue;
      told.add(inner.name);
      tell(place, inner);
    }
  };
  tell("", shape);
  return sections.join("\n");
}

function headingOf(path: string, object: ObjectShape, docs: Docs): string {
  const siblings = object.required.length > 0 ? ` with \`${object.required.join("`, `")}\`` : "";
  return `## \`${path}\`${siblings}\n\n${docs.get(object.name)?.description ?? ""}\n`;
}

function membersOf({ name, members, required }: ObjectShape, docs: Docs): string {
  const entries = Object.entries(members).map(([member, shape]) => {
    const doc = docs.get(name)?.members.get(member);
    const standard = required.includes(member)
      ? "required"
      : doc?.default
        ? `default: ${code(doc.default)}`
        : undefined;
    const facts = [takes(shape), standard].filter((one) => one !== undefined).join("; ");
    return `- **\`${member}\`** (${facts}): ${doc?.description ?? ""}`;
  });
  return entries.join("\n");
}

/** A default that is a value and nothing else is code. */
function code(standard: string): string {
  return /^(?:"[^"]*"|\d+|true|false|\[.*\])$/.test(standard) ? `\`${standard}\`` : standard;
}

function takes(shape: ShapeData): string {
  const words = wordsFor(shape).replace(/"[^"]*"/g, (text) => `\`${text}\``);
  return words.replace(/^(?:a|an) /, "");
}

function objectsIn(shape: ShapeData): ObjectShape[] {
  if (shape.kind === "object") return [shape];
  if (shape.kind === "either") return shape.shapes.flatMap(objectsIn);
  return shape.kind === "list" ? objectsIn(shape.of) : [];
}

function isMany(shape: ShapeData): boolean {
  return shape.kind === "list" || (shape.kind === "either" && shape.shapes.some(isMany));
}
