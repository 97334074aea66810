// Names the globals of bundled modules: finds names that are the same variable, and chooses names that do not collide
// with each other, with builtins or with locals.

import { NamePool } from "../../compiler/names/pool.ts";
import { Token } from "../../compiler/tokens/token.ts";
import type { Analysed, Program } from "../program/modules.ts";
import type { Edit } from "../source/edits.ts";
import { TokenList } from "../source/token-list.ts";

/** The names of globals in a bundle. */
export interface VariableNames {
  /** New name of a module's global. */
  nameOf(one: Analysed, name: string): string;
  /** Edits that put the new names into a module's source, and replace `module.name` by the name. */
  edits(one: Analysed): Edit[];
}

/** A global of one module. */
interface Member {
  readonly one: Analysed;
  readonly name: string;
}

/** Globals that are the same variable. */
interface Variable {
  readonly members: Member[];
  /** Its name. */
  name: string;
}

/** All name tokens of a module. */
class Names {
  readonly tokens: TokenList;
  /** Texts of all names, f-strings included. */
  readonly texts = new Set<string>();
  /** Names declared by `X = const(…)`, including those without a variable. */
  readonly declared = new Set<string>();
  private readonly pool = new NamePool();
  /** Indices of tokens in brackets. */
  private readonly inBrackets = new Set<number>();
  private readonly qstrs = new Map<string, number>();

  constructor(source: Uint8Array) {
    this.tokens = TokenList.of(source, this.pool);
    const { tokens, pool } = this;
    let depth = 0;
    for (let at = 0; at < tokens.count; at++) {
      const kind = tokens.kind(at);
      if (kind >= Token.parenOpen && kind <= Token.braceClose) depth += kind % 2 === 0 ? 1 : -1;
      if (depth > 0) this.inBrackets.add(at);
      const qstr = tokens.qstr(at);
      if (qstr === 0) continue;
      const text = pool.text(qstr);
      this.texts.add(text);
      this.qstrs.set(text, qstr);
      const isConst = tokens.kind(at + 1) === Token.equal && tokens.qstr(at + 2) !== 0;
      if (isConst && pool.text(tokens.qstr(at + 2)) === "const") this.declared.add(text);
    }
  }

  isInFString(name: string): boolean {
    const qstr = this.pool.internText(new TextEncoder().encode(name));
    return this.tokens.isNameInFString(qstr);
  }

  /** Tokens of a global name. */
  sites(name: string): number[] {
    const qstr = this.qstrs.get(name);
    const found: number[] = [];
    const { tokens } = this;
    if (qstr === undefined) return found;
    for (let at = 0; at < tokens.count; at++) {
      if (tokens.qstr(at) === qstr && tokens.kind(at - 1) !== Token.period && !this.isKeyword(at)) found.push(at);
    }
    return found;
  }

  /** `name=` in brackets is a keyword argument or a parameter. The caller has excluded parameters. */
  private isKeyword(at: number): boolean {
    const { tokens } = this;
    if (!this.inBrackets.has(at)) return false;
    const before = tokens.kind(at - 1);
    return tokens.kind(at + 1) === Token.equal && (before === Token.parenOpen || before === Token.comma);
  }
}

/** Names the variables of a group of modules, or returns the reason why that is not possible. */
export function nameVariables(program: Program, group: readonly Analysed[]): VariableNames | string {
  const names = new Map(group.map((one) => [one, new Names(one.facts.source)]));
  const variables = unite(program, group);
  const builtins = new Set<string>();
  for (const one of group) {
    for (const { refs } of one.facts.items) {
      for (const name of refs.globals) if (!one.facts.bindings.has(name)) builtins.add(name);
    }
  }
  const [host] = group;
  if (host!.facts.opaque !== undefined)
    return `${host!.module.path}, which imports it, is left alone: ${host!.facts.opaque}`;
  const taken = new Map<string, Variable>();
  const all = new Set<string>();
  for (const one of names.values()) for (const text of one.texts) all.add(text);
  // Other files read the host's names, so they come first and do not change.
  const ordered = variables.toSorted((a, b) => Number(hasMember(b, host!)) - Number(hasMember(a, host!)));
  let serial = 0;
  for (const variable of ordered) {
    const own = variable.members.find((member) => member.one === host) ?? variable.members[0]!;
    let name = own.name;
    if (taken.has(name) || !isFree(name, variable, program, group, builtins)) {
      if (variable.members.some((member) => member.one === host)) return `the name ${name} means several things`;
      do name = `${own.name.slice(0, 2).replace(/^_+/, "m")}${serial++}`;
      while (all.has(name));
    }
    if (!variable.members.every((member) => member.name === name || canRename(member, names))) {
      return `${own.name} in ${own.one.module.path} cannot be renamed and means something else in another module`;
    }
    variable.name = name;
    taken.set(name, variable);
  }
  for (const [one, { declared }] of names) {
    for (const name of declared) {
      // The compiler replaces every use of the name after its declaration.
      const others = group.filter((other) => other !== one && names.get(other)!.texts.has(name));
      if (others.length > 0) {
        return `${name} = const(…) in ${one.module.path} would change ${others[0]!.module.path}`;
      }
    }
  }
  const byMember = new Map(group.map((one) => [one, new Map<string, string>()]));
  for (const { members, name } of variables) for (const one of members) byMember.get(one.one)!.set(one.name, name);
  const nameOf = (one: Analysed, name: string): string => byMember.get(one)!.get(name) ?? name;
  return {
    nameOf,
    edits: (one) => makeEdits(program, one, names.get(one)!, byMember.get(one)!, nameOf, new Set(group)),
  };
}

function hasMember(variable: Variable, one: Analysed): boolean {
  return variable.members.some((member) => member.one === one);
}

/**
 * Makes a variable for each global. An import of a name that never changes is the same variable as the imported one.
 */
function unite(program: Program, group: readonly Analysed[]): Variable[] {
  const members = new Map<Analysed, Map<string, Variable>>();
  const inGroup = new Set(group);
  const variables: Variable[] = [];
  const firmware = new Map<string, Variable>();
  const get = (one: Analysed, name: string): Variable => {
    const known = members.get(one)?.get(name);
    if (known !== undefined) return known;
    const variable = united(one, name) ?? { members: [], name };
    variable.members.push({ one, name });
    if (!variables.includes(variable)) variables.push(variable);
    const map = members.get(one) ?? new Map<string, Variable>();
    map.set(name, variable);
    members.set(one, map);
    return variable;
  };
  const united = (one: Analysed, name: string): Variable | undefined => {
    const item = program.soleItem(one, name);
    const fact = item?.imported;
    if (item === undefined || fact === undefined || !item.isUnconditional) return undefined;
    if (program.loadedModules(one.module, fact).length === 0) {
      if (fact.level > 0 || (fact.name === undefined && !fact.hasAs && fact.module.includes("."))) return undefined;
      const key = `${fact.module}:${fact.name ?? ""}:${name}`;
      const known = firmware.get(key);
      if (known !== undefined) return known;
      const made: Variable = { members: [], name };
      firmware.set(key, made);
      return made;
    }
    if (fact.name === undefined) return undefined;
    const target = program.importedModule(one.module, fact);
    if (target === undefined || target === one || !inGroup.has(target)) return undefined;
    if (program.soleItem(target, fact.name) === undefined) return undefined;
    const variable = get(target, fact.name);
    // Other files read the host's names, so two of them stay separate.
    const isSecond = one === group[0] && variable.members.some((member) => member.one === one && member.name !== name);
    return isSecond ? undefined : variable;
  };
  for (const one of group) {
    for (const name of one.facts.bindings.keys()) {
      // A name that is only a module of the group is not a variable any more.
      const module = program.moduleOf(one, name);
      if (module === undefined || !inGroup.has(module)) get(one, name);
    }
  }
  return variables;
}

/** Whether a name is free for a variable: nothing else has it where the variable is used. */
function isFree(
  name: string,
  variable: Variable,
  program: Program,
  group: readonly Analysed[],
  builtins: ReadonlySet<string>,
): boolean {
  if (builtins.has(name)) return false;
  return group.every((one) => {
    const own = variable.members.filter((member) => member.one === one);
    const isRenamedHere = own.some((member) => member.name !== name);
    const isReadHere = one.facts.attributes.some(({ base, attribute }) => {
      const target = program.moduleOf(one, base);
      return (
        target !== undefined && variable.members.some((member) => member.one === target && member.name === attribute)
      );
    });
    // A local of that name would shadow it.
    return !(isRenamedHere || isReadHere) || !one.facts.boundInside.has(name);
  });
}

function canRename({ one, name }: Member, names: ReadonlyMap<Analysed, Names>): boolean {
  const { facts } = one;
  return (
    !facts.boundInside.has(name) &&
    !facts.fixedNames.has(name) &&
    !names.get(one)!.isInFString(name) &&
    !isBoundByInnerImport(one, name)
  );
}

/** Imports in functions and blocks are not changed. */
function isBoundByInnerImport({ facts }: Analysed, name: string): boolean {
  return facts.items.some((item) => {
    return (
      !(item.imported !== undefined && item.isUnconditional) && item.refs.imports.some((fact) => fact.bound === name)
    );
  });
}

function makeEdits(
  program: Program,
  one: Analysed,
  names: Names,
  renamed: ReadonlyMap<string, string>,
  nameOf: (one: Analysed, name: string) => string,
  group: ReadonlySet<Analysed>,
): Edit[] {
  const { facts } = one;
  const { tokens } = names;
  const edits: Edit[] = [];
  for (const { base, attribute, range } of facts.attributes) {
    const target = program.moduleOf(one, base);
    if (target !== undefined && group.has(target)) edits.push({ ...range, text: nameOf(target, attribute) });
  }
  for (const [name, to] of renamed) {
    if (name === to) continue;
    for (const at of names.sites(name)) {
      // Imports at the top are rewritten.
      const inImport = facts.items.some(({ imported, range }) => {
        return imported !== undefined && range.start <= tokens.start(at) && tokens.end(at) <= range.end;
      });
      if (inImport) continue;
      edits.push({ start: tokens.start(at), end: tokens.end(at), text: to });
    }
  }
  return edits;
}
