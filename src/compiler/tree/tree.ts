// The syntax tree as one array of 32-bit words, so that a file's tree is one allocation and a node is a number.
// A node is the index of its first word; all nodes have the same shape:
//   [kind, line, start, size or argument, child 0, child 1, …]
// Node 0 is the absent node (Kind.none). `start` is the byte offset of the node's first token in the source: it serves
// columns in messages and decides no bytes of the output.

import type { NodeKind } from "./kind.ts";
import { type Line, NO_NODE, type NodeId, type Qstr } from "../brands.ts";
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
  root: NodeId = NO_NODE;
  /** Whether any constant decides a condition before the program runs; else True, False and small ints do. */
  everyConstantDecides = true;
  readonly names: NamePool;

  constructor(names: NamePool) {
    this.names = names;
  }

  kind(node: NodeId): NodeKind {
    return this.words[node]! as NodeKind;
  }

  /** 1-based line of the first token matched by the node's rule; 0 where the reference gives none (folded constants). */
  line(node: NodeId): Line {
    return this.words[node + 1]! as Line;
  }

  /** Byte offset of the node's first token. */
  start(node: NodeId): number {
    return this.words[node + 2]!;
  }

  /** Value of a small int, or index into {@link constants}. */
  argument(node: NodeId): number {
    return this.words[node + 3]!;
  }

  /** What a name or string is. */
  qstr(node: NodeId): Qstr {
    return this.words[node + 3]! as Qstr;
  }

  /** Number of children of an inner node. */
  size(node: NodeId): number {
    return this.words[node + 3]!;
  }

  child(node: NodeId, index: number): NodeId {
    return this.words[node + NODE_HEADER + index]! as NodeId;
  }

  setChild(node: NodeId, index: number, child: NodeId): void {
    this.words[node + NODE_HEADER + index] = child;
  }

  /** Adds a leaf. */
  addLeaf(kind: NodeKind, line: Line, start: number, argument: number): NodeId {
    if (this.length + NODE_HEADER > this.words.length) {
      const grown = new Int32Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    const node = this.length as NodeId;
    this.words[node] = kind;
    this.words[node + 1] = line;
    this.words[node + 2] = start;
    this.words[node + 3] = argument;
    this.length = node + NODE_HEADER;
    return node;
  }
}
