// A tree as text, in the layout in which the reference prints its own (mp_parse_node_print): line, kind and children of each
// node, one a line. Text is one character a byte.

import type { NodeId } from "../../../src/compiler/brands.ts";
import type { Constant } from "../../../src/compiler/tree/constant.ts";
import { Kind } from "../../../src/compiler/tree/kind.ts";
import type { Tree } from "../../../src/compiler/tree/tree.ts";
import { formatFloat } from "../../../src/numbers/format-float.ts";

/** Kinds whose name in the reference is not just the same words joined by underscores. */
const REFERENCE_NAMES: Readonly<Record<string, string>> = {
  fileInput2: "file_input_2",
  notTest2: "not_test_2",
  simpleStmt2: "simple_stmt_2",
  factor2: "factor_2",
  subscript2: "subscript_2",
  subscript3: "subscript_3",
  subscript3c: "subscript_3c",
  subscript3d: "subscript_3d",
  classdef2: "classdef_2",
  argument3: "argument_3",
  importFrom2b: "import_from_2b",
};

const KIND_NAMES: string[] = [];
for (const [name, kind] of Object.entries(Kind)) {
  if (name === "FIRST_INNER_KIND") continue;
  KIND_NAMES[kind] = REFERENCE_NAMES[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** As Python writes it: quotes of the other kind if the text holds single ones only. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escape = (character: string): string => {
    if (character === quote || character === "\\") return `\\${character}`;
    const named = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return named ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  };
  return (
    quote +
    text.replace(/[\u0000-\u001f\u007f'"\\]/g, (each) => (/['"]/.test(each) && each !== quote ? each : escape(each))) +
    quote
  );
}

function represent(constant: Constant): string {
  switch (constant.type) {
    case "str":
      return quoted(latin1(constant.bytes));
    case "bytes":
      return `b${quoted(latin1(constant.bytes)).replace(/[\u0080-\u00ff]/g, (each) => `\\x${each.charCodeAt(0).toString(16)}`)}`;
    case "int":
      return constant.value.toString();
    case "float":
      return formatFloat(constant.value);
    case "complex":
      return `${formatFloat(constant.imag).replace(/\.0$/, "")}j`;
    case "tuple":
      return `(${constant.items.map(represent).join(", ")}${constant.items.length === 1 ? "," : ""})`;
    default:
      return { none: "None", true: "True", false: "False", ellipsis: "Ellipsis" }[constant.type];
  }
}

function printNode(tree: Tree, node: NodeId, indent: string, lines: string[]): void {
  const kind = tree.kind(node);
  const leaf = `       ${indent}`;
  const inner = `[${String(tree.line(node)).padStart(4)}] ${indent}`;
  switch (kind) {
    case Kind.none:
      lines.push(`${leaf}NULL`);
      break;
    case Kind.name:
      lines.push(`${leaf}id(${latin1(tree.names.bytes(tree.qstr(node)))})`);
      break;
    case Kind.string:
      lines.push(`${leaf}str(${latin1(tree.names.bytes(tree.qstr(node)))})`);
      break;
    case Kind.smallInt:
      lines.push(`${leaf}int(${tree.argument(node)})`);
      break;
    case Kind.wideSmallInt:
      lines.push(`${leaf}int(${represent(tree.constants[tree.argument(node)]!)})`);
      break;
    case Kind.token:
      lines.push(`${leaf}tok(${tree.argument(node)})`);
      break;
    case Kind.constObject:
      lines.push(`${inner}literal const=${represent(tree.constants[tree.argument(node)]!)}`);
      break;
    default:
      lines.push(`${inner}${KIND_NAMES[kind]} (n=${tree.size(node)})`);
      for (let at = 0; at < tree.size(node); at++) printNode(tree, tree.child(node, at), `${indent}  `, lines);
  }
}

/** The whole tree. */
export function printTree(tree: Tree): string {
  const lines: string[] = [];
  printNode(tree, tree.root, "", lines);
  return `${lines.join("\n")}\n`;
}
