// The editor: CodeMirror with Python, its problems while the user types, and the line that the listing marks.

import { history, historyKeymap, indentWithTab, standardKeymap, toggleComment } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { python } from "@codemirror/legacy-modes/mode/python";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import type { DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { setProblems, showsProblems } from "./editor-problems.ts";
import type { LabProblem } from "./messages.ts";

/** The Lab's editor. */
export interface LabEditor {
  readonly text: string;
  replace(text: string): void;
  showProblems(problems: readonly LabProblem[]): void;
  /** Marks a line, from 1; 0 marks none. */
  markLine(line: number): void;
  goToLine(line: number): void;
  /** Puts the cursor at an offset in UTF-16 units, and the keyboard into the editor. */
  goTo(offset: number): void;
  destroy(): void;
}

/** What the editor tells the page. */
export interface EditorEvents {
  changed(text: string): void;
  /** The cursor is in this line, from 1. */
  lineChanged(line: number): void;
}

const setMark = StateEffect.define<number>();
const marked = Decoration.line({ class: "lab-marked" });

const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (!effect.is(setMark)) continue;
      const { doc } = transaction.state;
      const exists = effect.value >= 1 && effect.value <= doc.lines;
      next = exists ? Decoration.set([marked.range(doc.line(effect.value).from)]) : Decoration.none;
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// Colours come from the page's variables, so that light and dark need one style only.
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--lab-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--lab-string)" },
  { tag: tags.number, color: "var(--lab-number)" },
  { tag: [tags.bool, tags.null], color: "var(--lab-number)" },
  { tag: tags.comment, color: "var(--lab-comment)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName)], color: "var(--lab-name)" },
  { tag: tags.meta, color: "var(--lab-keyword)" },
]);

export function createEditor(parent: HTMLElement, text: string, events: EditorEvents): LabEditor {
  let isReplacing = false;
  const watch = EditorView.updateListener.of((update) => {
    if (update.docChanged && !isReplacing) events.changed(update.state.doc.toString());
    if (update.docChanged || update.selectionSet) {
      events.lineChanged(update.state.doc.lineAt(update.state.selection.main.head).number);
    }
  });
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        showsProblems,
        history(),
        bracketMatching(),
        highlightActiveLine(),
        indentUnit.of("    "),
        // A third of the size of the full grammar, which nothing here needs.
        StreamLanguage.define(python),
        syntaxHighlighting(colours),
        markField,
        // Tab indents; Escape then Tab leaves the editor, as CodeMirror's documentation asks of accessible pages.
        keymap.of([...standardKeymap, ...historyKeymap, indentWithTab, { key: "Mod-/", run: toggleComment }]),
        EditorView.contentAttributes.of({ "aria-label": "Python program", spellcheck: "false" }),
        watch,
      ],
    }),
  });
  // Long lines scroll with the keyboard, too.
  view.scrollDOM.tabIndex = 0;
  return {
    get text() {
      return view.state.doc.toString();
    },
    replace(next) {
      isReplacing = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } });
      isReplacing = false;
    },
    showProblems(problems) {
      view.dispatch({ effects: setProblems.of(problems) });
    },
    markLine(line) {
      view.dispatch({ effects: setMark.of(line) });
    },
    goToLine(line) {
      const { from } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    },
    goTo(offset) {
      view.dispatch({ selection: { anchor: Math.min(offset, view.state.doc.length) }, scrollIntoView: true });
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}
