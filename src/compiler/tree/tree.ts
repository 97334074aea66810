// The syntax tree as one array of 32-bit words, so that a file's tree is one allocation and a node is a number.
// A node is the index of its first word; all nodes have the same shape:
//   [kind, line, start, size or argument, child 0, child 1, …]
// Node 0 is the absent node (Kind.none). `start` is the byte offset of the node's first token in the source: it serves
// columns in messages and decides no bytes of the output.

import type { NamePool } from "../names/pool.ts";
import type { Constant } from "./constant.ts";

/** Words before the first child. */
export const NODE_HEADER = 4;

/** A parsed file. */
export class Tree {
  /** All nodes; see the head of this file. */
  words: Int32Array = new Int32Array(4096);
  /** Words in use. */
  length: number = NODE_HEADER;
  /** What {@link Kind.constObject} and {@link Kind.wideSmallInt} nodes name. */
  constants: Constant[] = [];
  /** The node of the whole file; 0 if it holds nothing. */
  root = 0;
  /** Whether any constant decides a condition before the program runs; else True, False and small ints do. */
  everyConstantDecides = true;
  readonly names: NamePool;

  constructor(names: NamePool) {
    this.names = names;
  }

  kind(node: number): number {
    return this.words[node]!;
  }

  /** 1-based line of the first token matched by the node's rule; 0 where the reference gives none (folded constants). */
  line(node: number): number {
    return this.words[node + 1]!;
  }

  /** Byte offset of the node's first token. */
  start(node: number): number {
    return this.words[node + 2]!;
  }

  /** Argument of a leaf or of a constant object: qstr, value, token or index, by kind. */
  argument(node: number): number {
    return this.words[node + 3]!;
  }

  /** Number of children of an inner node. */
  size(node: number): number {
    return this.words[node + 3]!;
  }

  child(node: number, index: number): number {
    return this.words[node + NODE_HEADER + index]!;
  }

  setChild(node: number, index: number, child: number): void {
    this.words[node + NODE_HEADER + index] = child;
  }

  /** Adds a leaf. */
  addLeaf(kind: number, line: number, start: number, argument: number): number {
    if (this.length + NODE_HEADER > this.words.length) {
      const grown = new Int32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    const node = this.length;
    this.words[node] = kind;
    this.words[node + 1] = line;
    this.words[node + 2] = start;
    this.words[node + 3] = argument;
    this.length = node + NODE_HEADER;
    return node;
  }
}
