// Makes nodes: the words of the tree, and the constants of leaves. The parser of expressions extends it, and the parser
// of statements extends that one: three files for one object, because it runs once per token.

import { type Line, NO_LINE, NO_NODE, type NodeId, type Qstr } from "../brands.ts";
import type { Expected, SourceError } from "../../diagnostics/source-error.ts";
import { type NamePool, nameTooLong } from "../names/pool.ts";
import { type Behaviour, TODAY } from "../../firmware/index.ts";
import { Lexer } from "../tokens/lexer.ts";
import { floatLiteral, integerLiteral } from "../tokens/number.ts";
import { Token, type TokenKind } from "../tokens/token.ts";
import type { Constant } from "./constant.ts";
import { Kind, type NodeKind } from "./kind.ts";
import { NODE_HEADER, type Tree } from "./tree.ts";
import { effectiveSmallIntBits } from "./small-int.ts";

/** String literals up to this many bytes are interned; longer ones only if they are known already. */
const MAX_INTERNED = 10;
/**
 * Calls of nested rules that the parser goes into: about what a JavaScript stack of the usual size holds, which is 1,000 levels
 * of parentheses. (The reference has no such limit of its own; it runs out of memory between 5,000 and 8,000 levels.)
 */
const MAX_CALLS = 5000;

/** Names of required tokens in messages. */
const EXPECTED: ReadonlyMap<number, Expected> = new Map<number, Expected>([
  [Token.colon, "colon"],
  [Token.indent, "indent"],
  [Token.kwIn, "in"],
  [Token.kwElse, "else"],
  [Token.kwImport, "import"],
  [Token.parenOpen, "parameters"],
  [Token.parenClose, "close"],
  [Token.bracketClose, "close"],
  [Token.braceClose, "close"],
  [Token.newline, "end"],
]);

/** Options of parsing. */
export interface ParseOptions {
  /** Interned names; those of the source are added. */
  names: NamePool;
  /** Width of the target's small ints in bits. */
  smallIntBits: number;
  /** Optimisation level; decides `__debug__`. */
  optimize: number;
  /**
   * What the firmware's compiler does.
   * @default today's
   */
  behaviour?: Behaviour;
  /** Reads `X = const(y)` as an ordinary assignment if y is not a constant. */
  allowsAnyConst?: boolean;
  /** Takes the result; what it held is overwritten. */
  tree: Tree;
}

/** The state of a parse and the making of nodes. */
export class TreeBuilder {
  protected readonly lexer: Lexer = new Lexer();
  protected tree!: Tree;
  protected names!: NamePool;
  protected behaviour!: Behaviour;
  protected allowsAnyConst = false;
  /** Constants declared with const(), by qstr. */
  protected readonly declared: Map<number, Constant> = new Map();
  /** Children of lists that are being read. */
  protected stack: Int32Array<ArrayBuffer> = new Int32Array(256);
  protected top = 0;

  private words: Int32Array = new Int32Array(0);
  private length = 0;
  private calls = 0;
  private smallIntMin = 0n;
  private smallIntMax = 0n;
  /** Small ints of the target that fit 32 bits. */
  private leafMin = 0;
  private leafMax = 0;

  protected begin(source: Uint8Array, options: ParseOptions): void {
    this.tree = options.tree;
    this.names = options.names;
    const behaviour = options.behaviour ?? TODAY;
    this.behaviour = behaviour;
    this.allowsAnyConst = options.allowsAnyConst ?? false;
    this.words = options.tree.words;
    this.length = NODE_HEADER;
    this.words.fill(0, 0, NODE_HEADER);
    this.tree.constants.length = 0;
    this.tree.root = NO_NODE;
    this.tree.everyConstantDecides = behaviour.foldsAllConditions;
    this.declared.clear();
    this.top = 0;
    this.calls = 0;
    this.smallIntMin = -(1n << BigInt(effectiveSmallIntBits(options.smallIntBits) - 1));
    this.smallIntMax = -this.smallIntMin - 1n;
    this.leafMin = Number(BigInt.asIntN(32, this.smallIntMin < -0x80000000n ? -0x80000000n : this.smallIntMin));
    this.leafMax = -1 - this.leafMin;
    this.lexer.open(source, options.names, options.optimize, behaviour);
  }

  protected end(root: NodeId): Tree {
    this.tree.length = this.length;
    this.tree.root = root;
    return this.tree;
  }

  /** Goes one level deeper, or refuses to; `calls` are those that the level takes until the next one is entered. */
  protected enter(calls: number): void {
    this.calls += calls;
    if (this.calls > MAX_CALLS) throw this.lexer.fail("RuntimeError", "maximum recursion depth exceeded");
  }

  protected leave(calls: number): void {
    this.calls -= calls;
  }

  /** The refusal of the current token; `expected` is what would have been right. */
  protected unexpected(expected?: Expected): SourceError {
    const lexer = this.lexer;
    switch (lexer.kind) {
      case Token.indent:
        return lexer.fail("IndentationError", "unexpected indent");
      case Token.dedentMismatch:
        return lexer.fail("IndentationError", "unindent doesn't match any outer indent level", "dedent");
      case Token.malformedFString:
        return lexer.fail("SyntaxError", lexer.formatFault);
      default:
        return lexer.fail("SyntaxError", "invalid syntax", expected);
    }
  }

  /** Whether the current token is of a kind, where the type checker assumes a narrower type. */
  protected at(kind: TokenKind): boolean {
    return this.lexer.kind === kind;
  }

  /** Passes a token that must be there. */
  protected expect(kind: TokenKind): void {
    if (this.lexer.kind !== kind) throw this.unexpected(EXPECTED.get(kind));
    this.lexer.next();
  }

  /** Passes a token if it is there. */
  protected take(kind: TokenKind): boolean {
    if (this.lexer.kind !== kind) return false;
    this.lexer.next();
    return true;
  }

  /** Nodes, and for a while the lines and offsets that belong to them. */
  protected push(word: number): void {
    if (this.top === this.stack.length) {
      const grown = new Int32Array(this.top * 2);
      grown.set(this.stack);
      this.stack = grown;
    }
    this.stack[this.top++] = word;
  }

  private allocate(kind: NodeKind, line: Line, start: number, argument: number, children: number): NodeId {
    const node = this.length as NodeId;
    const end = node + NODE_HEADER + children;
    if (end > this.words.length) this.growWords(end);
    const words = this.words;
    words[node] = kind;
    words[node + 1] = line;
    words[node + 2] = start;
    words[node + 3] = argument;
    this.length = end;
    return node;
  }

  private growWords(needed: number): void {
    const grown = new Int32Array(Math.max(needed, this.words.length * 2));
    grown.set(this.words);
    this.words = grown;
    this.tree.words = grown;
  }

  protected leaf(kind: NodeKind, start: number, argument: number): NodeId {
    return this.allocate(kind, NO_LINE, start, argument, 0);
  }

  protected node0(kind: NodeKind, line: Line, start: number): NodeId {
    return this.allocate(kind, line, start, 0, 0);
  }

  protected node1(kind: NodeKind, line: Line, start: number, first: NodeId): NodeId {
    const node = this.allocate(kind, line, start, 1, 1);
    this.words[node + NODE_HEADER] = first;
    return node;
  }

  protected node2(kind: NodeKind, line: Line, start: number, first: NodeId, second: NodeId): NodeId {
    const node = this.allocate(kind, line, start, 2, 2);
    const words = this.words;
    words[node + NODE_HEADER] = first;
    words[node + NODE_HEADER + 1] = second;
    return node;
  }

  protected node3(kind: NodeKind, line: Line, start: number, first: NodeId, second: NodeId, third: NodeId): NodeId {
    const node = this.allocate(kind, line, start, 3, 3);
    const words = this.words;
    words[node + NODE_HEADER] = first;
    words[node + NODE_HEADER + 1] = second;
    words[node + NODE_HEADER + 2] = third;
    return node;
  }

  protected node4(
    kind: NodeKind,
    line: Line,
    start: number,
    first: NodeId,
    second: NodeId,
    third: NodeId,
    fourth: NodeId,
  ): NodeId {
    const node = this.allocate(kind, line, start, 4, 4);
    const words = this.words;
    words[node + NODE_HEADER] = first;
    words[node + NODE_HEADER + 1] = second;
    words[node + NODE_HEADER + 2] = third;
    words[node + NODE_HEADER + 3] = fourth;
    return node;
  }

  /** A node of the children that were pushed since the stack stood at `base`. */
  protected nodeOf(kind: NodeKind, line: Line, start: number, base: number): NodeId {
    const size = this.top - base;
    const node = this.allocate(kind, line, start, size, size);
    const { words, stack } = this;
    for (let at = 0; at < size; at++) words[node + NODE_HEADER + at] = stack[base + at]!;
    this.top = base;
    return node;
  }

  protected kindOf(node: NodeId): NodeKind {
    return this.words[node]! as NodeKind;
  }

  protected lineOf(node: NodeId): Line {
    return this.words[node + 1]! as Line;
  }

  protected startOf(node: NodeId): number {
    return this.words[node + 2]!;
  }

  protected argumentOf(node: NodeId): number {
    return this.words[node + 3]!;
  }

  protected tokenOf(node: NodeId): TokenKind {
    return this.words[node + 3]! as TokenKind;
  }

  protected qstrOf(node: NodeId): Qstr {
    return this.words[node + 3]! as Qstr;
  }

  protected childOf(node: NodeId, index: number): NodeId {
    return this.words[node + NODE_HEADER + index]! as NodeId;
  }

  protected constantOf(node: NodeId): Constant {
    return this.tree.constants[this.argumentOf(node)]!;
  }

  /** A name where it is no expression: never replaced by a constant. Passes the token. */
  protected name(): NodeId {
    const lexer = this.lexer;
    if (lexer.kind !== Token.name) throw this.unexpected("name");
    if (lexer.qstr === 0) throw nameTooLong(lexer.start);
    const node = this.leaf(Kind.name, lexer.start, lexer.qstr);
    lexer.next();
    return node;
  }

  /** The current token as a leaf; passes it. */
  protected tokenLeaf(): NodeId {
    const lexer = this.lexer;
    const node = this.leaf(Kind.token, lexer.start, lexer.kind);
    lexer.next();
    return node;
  }

  /** A constant object, whatever it is. */
  protected constantNode(value: Constant, line: Line, start: number): NodeId {
    this.tree.constants.push(value);
    return this.allocate(Kind.constObject, line, start, this.tree.constants.length - 1, 0);
  }

  /** A constant: a small int becomes a leaf. */
  protected valueNode(value: Constant, line: Line, start: number): NodeId {
    if (value.type !== "int" || value.long === true) return this.constantNode(value, line, start);
    return this.intNode(value.value, line, start);
  }

  /** An integer: a leaf if it is a small int of the target. */
  protected intNode(value: number | bigint, line: Line, start: number): NodeId {
    if (value >= this.leafMin && value <= this.leafMax) return this.leaf(Kind.smallInt, start, Number(value));
    const wide = BigInt(value);
    if (wide < this.smallIntMin || wide > this.smallIntMax) {
      return this.constantNode({ type: "int", value: wide }, line, start);
    }
    this.tree.constants.push({ type: "int", value: wide });
    return this.leaf(Kind.wideSmallInt, start, this.tree.constants.length - 1);
  }

  /** A name as an expression, perhaps one that const() has declared. */
  protected nameAtom(): NodeId {
    const lexer = this.lexer;
    if (lexer.qstr === 0) throw nameTooLong(lexer.start);
    if (this.declared.size !== 0) {
      const value = this.declared.get(lexer.qstr);
      if (value !== undefined) return this.valueNode(value, lexer.line, lexer.start);
    }
    return this.leaf(Kind.name, lexer.start, lexer.qstr);
  }

  protected integerAtom(): NodeId {
    const lexer = this.lexer;
    return this.intNode(integerLiteral(lexer, this.behaviour), lexer.line, lexer.start);
  }

  protected floatAtom(): NodeId {
    const lexer = this.lexer;
    return this.constantNode(floatLiteral(lexer, this.behaviour), lexer.line, lexer.start);
  }

  protected stringAtom(): NodeId {
    const lexer = this.lexer;
    const { bytes, bytesStart, bytesEnd } = lexer;
    const qstr =
      bytesEnd - bytesStart <= MAX_INTERNED
        ? this.names.intern(bytes, bytesStart, bytesEnd)
        : this.names.find(bytes, bytesStart, bytesEnd);
    if (qstr !== 0) return this.leaf(Kind.string, lexer.start, qstr);
    return this.constantNode({ type: "str", bytes: bytes.slice(bytesStart, bytesEnd) }, lexer.line, lexer.start);
  }

  protected bytesAtom(): NodeId {
    const lexer = this.lexer;
    const bytes = lexer.bytes.slice(lexer.bytesStart, lexer.bytesEnd);
    return this.constantNode({ type: "bytes", bytes }, lexer.line, lexer.start);
  }
}
