// Errors and warnings in the editor: the place is underlined, and the line has a sign in the gutter. Their texts are below the editor,
// so that no pointer is needed to read them.

import { type Extension, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import type { LabProblem } from "./messages.ts";

/** Shows these problems in place of those before. */
export const setProblems = StateEffect.define<readonly LabProblem[]>();

class Sign extends GutterMarker {
  private readonly problem: LabProblem;

  constructor(problem: LabProblem) {
    super();
    this.problem = problem;
  }

  override eq(other: Sign): boolean {
    return other.problem === this.problem;
  }

  override toDOM(): HTMLElement {
    const sign = document.createElement("span");
    sign.className = `lab-sign-${this.problem.severity}`;
    sign.title = this.problem.message;
    sign.textContent = this.problem.severity === "error" ? "✕" : "!";
    return sign;
  }
}

interface Marks {
  readonly underlines: DecorationSet;
  readonly signs: RangeSet<Sign>;
}

const marksField = StateField.define<Marks>({
  create: () => ({ underlines: Decoration.none, signs: RangeSet.empty }),
  update(marks, { changes, effects, state: { doc } }) {
    let next = { underlines: marks.underlines.map(changes), signs: marks.signs.map(changes) };
    for (const effect of effects) {
      if (!effect.is(setProblems)) continue;
      const placed = effect.value.filter(({ line }) => line > 0 && line <= doc.lines);
      const underlines = placed
        .map(({ severity, message, from, to }) => ({ severity, message, from, to: Math.min(to, doc.length) }))
        .filter(({ from, to }) => from < to)
        .map(({ severity, message, from, to }) => {
          const attributes = { class: `lab-underline-${severity}`, title: message };
          return Decoration.mark({ attributes }).range(from, to);
        });
      const signs = placed.map((problem) => new Sign(problem).range(doc.line(problem.line).from));
      next = { underlines: Decoration.set(underlines, true), signs: RangeSet.of(signs, true) };
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field, ({ underlines }) => underlines),
});

/** What an editor needs to show problems. */
export const showsProblems: Extension = [
  marksField,
  gutter({ class: "lab-signs", markers: (view) => view.state.field(marksField).signs }),
];
