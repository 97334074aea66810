// Descriptions and defaults of the members of src's interfaces, from their doc comments, which editors show. The JSON Schema
// and the reference page take them from here.

import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";

/** What a member's doc comment says. */
export interface MemberDoc {
  readonly description: string;
  readonly default: string | undefined;
}

/** Doc comments of members by interface. */
export type Docs = ReadonlyMap<
  string,
  { readonly description: string; readonly members: ReadonlyMap<string, MemberDoc> }
>;

const INTERFACE =
  /^\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport interface (\w+)(?:<[^>]*>)?(?: extends ([\w, ]+))? \{\n([^]*?)^\}/gm;
const MEMBER = /^ +\/\*\*((?:(?!\*\/)[^])*)\*\/\n\s+(?:readonly )?(\w+)\??:/gm;

/** All documented interfaces of the folders of src where options are declared. */
export function readDocs(): Docs {
  const docs = new Map<string, { description: string; members: Map<string, MemberDoc> }>();
  const parents: [string, string][] = [];
  for (const file of globSync([
    "src/options/*.ts",
    "src/project/settings.ts",
    "src/node/libraries/*.ts",
    "src/project/checks/finding.ts",
  ])) {
    for (const [, comment, name, extended, body] of readFileSync(file, "utf8").matchAll(INTERFACE)) {
      const members = new Map([...body!.matchAll(MEMBER)].map(([, text, member]) => [member!, memberDoc(text!)]));
      docs.set(name!, { description: memberDoc(comment!).description, members });
      for (const parent of extended?.split(", ") ?? []) parents.push([name!, parent]);
    }
  }
  for (const [name, parent] of parents) {
    for (const [member, doc] of docs.get(parent)?.members ?? []) docs.get(name)!.members.set(member, doc);
  }
  return docs;
}

function memberDoc(comment: string): MemberDoc {
  const text = comment.replace(/^\s*\* ?/gm, "").trim();
  const [description = "", standard] = text.split(/\s*@default\s+/);
  const oneLine = (part: string): string => part.trim().replace(/\n(?! *- )/g, " ");
  return { description: oneLine(description), default: standard === undefined ? undefined : oneLine(standard) };
}
