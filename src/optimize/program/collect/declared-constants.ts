// Constants: assignments of values that can be inlined, and `X = const(…)`, whose uses are in the source but not in the
// tree.

import type { NodeId, Qstr } from "../../../compiler/brands.ts";
import { Name } from "../../../compiler/names/known.ts";
import { Token } from "../../../compiler/tokens/token.ts";
import { Kind } from "../../../compiler/tree/kind.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import type { TokenList } from "../../source/token-list.ts";

/** `X = const(…)`. */
export interface Declaration {
  /** The qstr of the name. */
  readonly qstr: Qstr;
  /** Start of the statement. */
  readonly start: number;
}

/** Range of small ints on every target. */
const MAX_CONSTANT = 1 << 30;

/** Whether a statement that begins at byte `start` is `X = const(…)`: the compiler has replaced all later uses. */
export function isDeclaration(tokens: TokenList, start: number): boolean {
  const end = tokens.statementEnd(start);
  for (let at = tokens.at(start); at >= 0 && tokens.start(at) < end; at++) {
    if (tokens.kind(at) !== Token.equal) continue;
    return tokens.qstr(at + 1) === Name.const && tokens.kind(at + 2) === Token.parenOpen;
  }
  return false;
}

/** The tokens that use a declared constant, by index. Before the declaration it is an ordinary name. */
export function declaredUses(tokens: TokenList, { qstr, start }: Declaration): number[] {
  const found: number[] = [];
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.qstr(at) !== qstr || tokens.start(at) <= start || tokens.kind(at - 1) === Token.period) continue;
    found.push(at);
  }
  return found;
}

/** Whether a token that uses a name binds it, or belongs to an import or a keyword. */
export function bindsName(tokens: TokenList, at: number): boolean {
  return BINDING_TOKENS.has(tokens.kind(at - 1)) || tokens.kind(at + 1) === Token.equal;
}

/** Source text of a constant that can be inlined. */
export function constantText(tree: Tree, node: NodeId): string | undefined {
  if (tree.kind(node) === Kind.token) return TOKEN_TEXT.get(tree.argument(node));
  if (tree.kind(node) !== Kind.smallInt) return undefined;
  const value = tree.argument(node);
  if (value >= MAX_CONSTANT || value < -MAX_CONSTANT) return undefined;
  return value < 0 ? `(${value})` : String(value);
}

/** Tokens after which a name is bound or belongs to an import. */
const BINDING_TOKENS: ReadonlySet<number> = new Set([
  Token.kwDef,
  Token.kwClass,
  Token.kwImport,
  Token.kwFrom,
  Token.kwAs,
  Token.kwGlobal,
  Token.kwNonlocal,
  Token.kwFor,
]);

const TOKEN_TEXT: ReadonlyMap<number, string> = new Map([
  [Token.kwTrue, "True"],
  [Token.kwFalse, "False"],
  [Token.kwNone, "None"],
]);
