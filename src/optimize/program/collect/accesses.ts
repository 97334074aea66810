// Collects attributes and keyword arguments from chains of names, attributes and calls, and from assignment targets.

import type { NodeId } from "../../../compiler/brands.ts";
import { Token } from "../../../compiler/tokens/token.ts";
import { isLeaf, Kind } from "../../../compiler/tree/kind.ts";
import type { Tree } from "../../../compiler/tree/tree.ts";
import { listOf, nameText } from "../bound-names.ts";
import type { NameSite } from "../facts.ts";
import { Walk } from "./walk.ts";
import { COMPUTED_SETATTR } from "../../messages.ts";

/** Attributes that contain all names of an object or a module. */
const NAMESPACES: ReadonlySet<string> = new Set(["__dict__", "__globals__"]);
/** Functions with a name as their second argument. */
const ATTRIBUTE_CALLS: ReadonlySet<string> = new Set(["getattr", "setattr", "hasattr", "delattr"]);

/** The items of a dictionary with several items; a comprehension is returned as one item that is not a pair. */
function dictItems(tree: Tree, maker: NodeId): NodeId[] {
  const rest = tree.child(maker, 1);
  if (tree.kind(rest) !== Kind.dictorsetmakerList) return [rest];
  return [tree.child(maker, 0), ...listOf(tree, tree.child(rest, 0), Kind.dictorsetmakerList2)];
}

/** Visits chains of trailers and targets. */
export abstract class AccessWalk extends Walk {
  /** Visits a target of an assignment, a loop, `del`, …: the names that it reads, and the names that it binds. */
  visitTarget(node: NodeId, changes: boolean): void {
    if (node === 0) return;
    const { tree } = this;
    const kind = tree.kind(node);
    if (kind === Kind.name) {
      const name = nameText(tree, node);
      if (this.scope.kind === "class" && !this.scope.globals.has(name)) return;
      if (changes && this.isGlobal(name)) this.noteChange(name);
    } else if (kind === Kind.atomExprNormal) {
      this.visitChain(node, true);
    } else if (!isLeaf(kind)) {
      for (let at = 0; at < tree.size(node); at++) this.visitTarget(tree.child(node, at), changes);
    }
  }

  /** Visits an atom with trailers. As a target, the last trailer is stored. */
  protected visitChain(node: NodeId, isTarget: boolean): void {
    const { tree } = this;
    const base = tree.child(node, 0);
    const trailers = tree.child(node, 1) === 0 ? [] : listOf(tree, tree.child(node, 1), Kind.atomExprTrailers);
    const isName = tree.kind(base) === Kind.name;
    const name = isName ? nameText(tree, base) : undefined;
    const isSite = this.attributeSite(base, name, trailers, isTarget);
    if (!isSite) this.visit(base);
    // The path from a global may go through modules.
    let path = isSite ? name : undefined;
    trailers.forEach((trailer, at) => {
      const kind = tree.kind(trailer);
      const isStored = isTarget && at === trailers.length - 1;
      if (path !== undefined && (isStored || kind !== Kind.trailerPeriod)) {
        this.refs.members.add(path);
        path = undefined;
      }
      if (kind === Kind.trailerPeriod) {
        const attribute = nameText(tree, tree.child(trailer, 0));
        if (isStored) this.noteStore(attribute);
        else if (path === undefined) this.refs.attributes.add(attribute);
        else path += `.${attribute}`;
        if (NAMESPACES.has(attribute)) this.reflection ??= attribute;
      } else {
        if (kind === Kind.trailerParen) this.noteCall(name, trailers, at);
        this.visit(tree.child(trailer, 0));
      }
    });
    if (path !== undefined) this.refs.members.add(path);
  }

  /** Records `global.attribute` if it can be replaced as a whole. Its base is then not replaced separately. */
  private attributeSite(
    base: NodeId,
    name: string | undefined,
    trailers: readonly NodeId[],
    isTarget: boolean,
  ): boolean {
    const { tree, tokens } = this;
    const first = trailers[0];
    if (name === undefined || first === undefined || tree.kind(first) !== Kind.trailerPeriod) return false;
    if (isTarget && trailers.length === 1) return false;
    if (!this.isGlobal(name) || this.foreign > 0) return false;
    if (this.scopes.some((scope) => scope.kind === "class" && scope.bound.has(name))) return false;
    const start = tokens.at(tree.start(base));
    const isPlain =
      tokens.kind(start) === Token.name &&
      tokens.kind(start + 1) === Token.period &&
      tokens.kind(start + 2) === Token.name &&
      !tokens.isInFString(tree.start(base));
    if (!isPlain) return false;
    this.refs.globals.add(name);
    this.noteDynamic(name);
    this.attributes.push({
      base: name,
      attribute: nameText(tree, tree.child(first, 0)),
      range: { start: tokens.start(start), end: tokens.end(start + 2) },
    });
    return true;
  }

  private noteCall(name: string | undefined, trailers: readonly NodeId[], at: number): void {
    const { tree } = this;
    const list = listOf(tree, tree.child(trailers[at]!, 0), Kind.arglist);
    if (name !== undefined && at === 0 && ATTRIBUTE_CALLS.has(name)) this.noteAttributeCall(name, list);
    let positional = 0;
    const unpacked: NodeId[] = [];
    const keywords: NameSite[] = [];
    let isPlain = at <= 1 && (at === 0 || tree.kind(trailers[0]!) === Kind.trailerPeriod);
    for (const one of list) {
      const kind = tree.kind(one);
      if (kind === Kind.arglistDblStar) {
        unpacked.push(tree.child(one, 0));
        isPlain = false;
      } else if (kind === Kind.arglistStar) {
        isPlain = false;
      } else if (kind === Kind.argument) {
        const value = tree.child(one, 1);
        if (tree.kind(value) === Kind.compFor || tree.kind(value) === Kind.argument3) positional++;
        else {
          const keyword = this.keywordSite(one);
          if (keyword === undefined) isPlain = false;
          else keywords.push(keyword);
        }
      } else {
        positional++;
      }
    }
    for (const value of unpacked) {
      if (this.areKeysKnown(value)) continue;
      const last = at === 0 ? undefined : trailers[at - 1]!;
      const isMethod = last !== undefined && tree.kind(last) === Kind.trailerPeriod;
      const global = at === 0 && name !== undefined && this.isGlobal(name) ? name : undefined;
      this.unpackings.push({
        callee: isMethod ? nameText(tree, tree.child(last, 0)) : global,
        isMethod,
        isAlone: list.length === unpacked.length,
        attribute: this.lastAttribute(value),
      });
    }
    if (!isPlain || keywords.length === 0 || name === undefined || !this.isGlobal(name) || this.foreign > 0) return;
    const attribute = at === 0 ? undefined : nameText(tree, tree.child(trailers[0]!, 0));
    this.calls.push({ base: name, attribute, positional, keywords });
  }

  /** The `name=` of a keyword argument. */
  private keywordSite(node: NodeId): NameSite | undefined {
    const { tree, tokens } = this;
    const start = tree.start(node);
    const token = tokens.at(start);
    if (tokens.isInFString(start) || tokens.kind(token) !== Token.name || tokens.kind(token + 1) !== Token.equal) {
      return undefined;
    }
    return { name: nameText(tree, tree.child(node, 0)), range: { start, end: tokens.end(token + 1) } };
  }

  /** Whether all keys of a dictionary are strings of the program: a function's own `**kwargs`, or `{"a": 1}`. */
  protected areKeysKnown(value: NodeId): boolean {
    const { tree } = this;
    const kind = tree.kind(value);
    if (kind === Kind.name) return nameText(tree, value) === this.scope.kwargs;
    if (kind !== Kind.atomBrace) return false;
    const inside = tree.child(value, 0);
    if (inside === 0) return true;
    const items = tree.kind(inside) === Kind.dictorsetmaker ? dictItems(tree, inside) : [inside];
    return items.every(
      (item) => tree.kind(item) === Kind.dictorsetmakerItem && tree.kind(tree.child(item, 0)) === Kind.string,
    );
  }

  /** The last name of `object.name.name`. */
  protected lastAttribute(value: NodeId): string | undefined {
    const { tree } = this;
    if (tree.kind(value) !== Kind.atomExprNormal) return undefined;
    const last = listOf(tree, tree.child(value, 1), Kind.atomExprTrailers).at(-1)!;
    return tree.kind(last) === Kind.trailerPeriod ? nameText(tree, tree.child(last, 0)) : undefined;
  }

  private noteStore(attribute: string): void {
    this.refs.storedAttributes.add(attribute);
    const count = this.stores.get(attribute);
    if (count === undefined) this.stores.set(attribute, { all: 1, known: 0 });
    else count.all++;
  }

  /** `getattr(x, "a" + b)`: names may begin or end with any text in it. `setattr(m, name, value)`: any name may change. */
  private noteAttributeCall(name: string, list: readonly NodeId[]): void {
    const { tree } = this;
    const [object, attribute] = list;
    if (attribute === undefined) return;
    const isKnown = tree.kind(attribute) === Kind.string;
    if (!isKnown) {
      const inside = this.collectRefs(() => this.visit(attribute));
      for (const word of inside.words) this.fragments.add(word);
    }
    const onSelf = tree.kind(object!) === Kind.name && nameText(tree, object!) === this.scope.self;
    if (name === "setattr" && !isKnown && !onSelf) this.reflection ??= COMPUTED_SETATTR;
  }
}
