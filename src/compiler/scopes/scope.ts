// Scopes and the identifiers in them. The kind of an identifier (a local, a cell shared with an inner function, a
// global …) is known after the first walk over the whole scope; see resolve.ts.

import { NO_QSTR, type NodeId, type Qstr } from "../brands.ts";
import { Name } from "../names/known.ts";

export const ScopeKind = {
  module: 0,
  class: 1,
  lambda: 2,
  listComp: 3,
  dictComp: 4,
  setComp: 5,
  genExpr: 6,
  function: 7,
} as const;
export type ScopeKind = (typeof ScopeKind)[keyof typeof ScopeKind];

/** Whether names assigned in a scope of this kind are its locals. */
export function isFunctionLike(kind: ScopeKind): boolean {
  return kind >= ScopeKind.lambda;
}

export function isComprehension(kind: ScopeKind): boolean {
  return kind >= ScopeKind.listComp && kind <= ScopeKind.genExpr;
}

export const IdKind = {
  undecided: 0,
  globalImplicit: 1,
  globalImplicitAssigned: 2,
  globalExplicit: 3,
  /** Written in this function and used by no other. */
  local: 4,
  /** Of this function, and used by functions inside it. */
  cell: 5,
  /** Of a function around this one. */
  free: 6,
} as const;
export type IdKind = (typeof IdKind)[keyof typeof IdKind];

/** Whether an identifier is looked up by its name, in the scope's own dict first: no local, and not declared `global`. */
export function isUndeclaredGlobal(kind: IdKind): boolean {
  return kind <= IdKind.globalImplicitAssigned;
}

/** Bits of {@link Id.flags}; from bit 4 on, the viper type of a parameter. */
export const IdFlag = { param: 1, starParam: 2, doubleStarParam: 4 } as const;
export const ID_VIPER_TYPE_SHIFT = 4;

/** An identifier in one scope. */
export class Id {
  readonly qstr: Qstr;
  kind: IdKind;
  flags = 0;
  /** Number of the local, cell or free variable. */
  localNumber = 0;

  constructor(qstr: Qstr, kind: IdKind) {
    this.qstr = qstr;
    this.kind = kind;
  }
}

/** Flags of a scope; the low four are in the prelude. */
export const ScopeFlags = {
  generator: 0x01,
  varKeywords: 0x02,
  varArgs: 0x04,
  defaultKeywords: 0x08,
  /** The code refers to globals (native code keeps a register for them). */
  refGlobals: 0x10,
  /** The code refers to the constant table. */
  hasConstants: 0x20,
  /** Three bits from 0x40 on hold the viper return type. In CircuitPython: an async function, a flag of its prelude. */
  async: 0x200,
} as const;
/** Flags that the prelude holds. */
export const SCOPE_FLAGS_OF_PRELUDE = 0x0f;
/** Position of the viper return type in the flags (3 bits). */
export const SCOPE_VIPER_RETURN_SHIFT = 6;

/** Kind of a scope's code: `none` is bytecode by default, `bytecode` is bytecode by a decorator. */
export const EmitKind = { none: 0, bytecode: 1, native: 2, viper: 3, asm: 4 } as const;
export type EmitKind = (typeof EmitKind)[keyof typeof EmitKind];

const NAME_OF_KIND: readonly Qstr[] = [
  Name.module,
  NO_QSTR,
  Name.lambda,
  Name.listComp,
  Name.dictComp,
  Name.setComp,
  Name.genExpr,
  NO_QSTR,
];

/** A branch of an `if` around code. */
export interface BranchCondition {
  /** The condition. */
  readonly node: NodeId;
  /** Whether the branch runs if it is true; else if it is false. */
  readonly holds: boolean;
}

const NO_CONDITIONS: readonly BranchCondition[] = [];

/** Scopes with more identifiers than this keep a map beside the list. */
const LINEAR_LIMIT = 12;

/** A module, class, function, lambda or comprehension: the unit that becomes one raw code. */
export class Scope {
  readonly kind: ScopeKind;
  /** Position in the list of all scopes; its node in the tree holds it. */
  readonly index: number;
  readonly parent: Scope | null;
  /** The node that it comes from. */
  readonly node: NodeId;
  /** Name of the function or class, or "<module>", "<lambda>", … */
  readonly simpleName: Qstr;
  /** One of {@link EmitKind}. */
  readonly emitKind: EmitKind;
  /** {@link ScopeFlags} */
  flags = 0;
  positionalArgs = 0;
  keywordOnlyArgs = 0;
  defaultPositionalArgs = 0;
  locals = 0;
  /** Most values on the stack at once; found by the pass that makes code. */
  stackSize = 0;
  /** Deepest nesting of try and with blocks. */
  exceptionStackSize = 0;
  /** How many identifiers are free (see {@link IdKind}). */
  freeCount = 0;
  readonly ids: Id[] = [];
  /** Conditions of the branches around its definition. */
  conditions: readonly BranchCondition[] = NO_CONDITIONS;
  private byName: Map<Qstr, Id> | null = null;

  constructor(
    kind: ScopeKind,
    index: number,
    parent: Scope | null,
    node: NodeId,
    definedName: Qstr,
    emitKind: EmitKind,
  ) {
    this.kind = kind;
    this.index = index;
    this.parent = parent;
    this.node = node;
    this.simpleName = definedName === NO_QSTR ? NAME_OF_KIND[kind]! : definedName;
    this.emitKind = emitKind;
  }

  find(qstr: Qstr): Id | undefined {
    if (this.byName !== null) return this.byName.get(qstr);
    const ids = this.ids;
    for (let i = 0; i < ids.length; i++) if (ids[i]!.qstr === qstr) return ids[i];
    return undefined;
  }

  /** The identifier, added as `kind` at the end of the list if it is not there yet. */
  findOrAdd(qstr: Qstr, kind: IdKind): Id {
    return this.find(qstr) ?? this.add(qstr, kind);
  }

  private add(qstr: Qstr, kind: IdKind): Id {
    const id = new Id(qstr, kind);
    this.ids.push(id);
    if (this.byName !== null) this.byName.set(qstr, id);
    else if (this.ids.length > LINEAR_LIMIT) this.byName = new Map(this.ids.map((each) => [each.qstr, each]));
    return id;
  }

  /** The identifier as a target of assignment or deletion. */
  idForModification(qstr: Qstr): Id {
    const id = this.findOrAdd(qstr, IdKind.globalImplicit);
    if (id.kind === IdKind.globalImplicit) {
      // In a class or module an assigned name must not be closed over by functions inside.
      id.kind = isFunctionLike(this.kind) ? IdKind.local : IdKind.globalImplicitAssigned;
    }
    return id;
  }

  /** The identifier in the module's scope, if it is there. */
  findGlobal(qstr: Qstr): Id | undefined {
    let scope: Scope = this;
    while (scope.parent !== null) scope = scope.parent;
    return scope.find(qstr);
  }
}
