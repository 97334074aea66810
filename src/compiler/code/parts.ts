// Parts that a compiler may be without: the one for pages is a third smaller for it.

import type { NodeId } from "../brands.ts";
import type { ImportTest } from "./import-reference.ts";
import type { NativeBackend } from "./native-backend.ts";
import type { LazyModule } from "./walk/lazy-imports.ts";
import type { Walk } from "./walk/walk.ts";

/** What a project wants to know of imports beyond their names. */
export interface ImportAnalysis {
  /** The condition of an import at the walk's place: see walk/import-conditions.ts. */
  readonly conditionOf: (walk: Walk) => ImportTest | undefined;
  /** What an `__import__` of a computed name may load: see walk/lazy-imports.ts. */
  readonly lazyModules: (walk: Walk, name: NodeId) => LazyModule[] | null;
}

/** What a compiler is made with. */
export interface CompilerParts {
  /** Makes native code; null for bytecode only. */
  readonly native: NativeBackend | null;
  /** Tells more of imports than their names; null for no more. */
  readonly importAnalysis: ImportAnalysis | null;
}
