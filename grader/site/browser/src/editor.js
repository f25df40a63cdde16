// The editor: CodeMirror with what writing Python needs, and no more.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], class: "qx-keyword" },
  { tag: [tags.string, tags.special(tags.string)], class: "qx-string" },
  { tag: [tags.comment, tags.lineComment], class: "qx-comment" },
  { tag: [tags.number, tags.bool, tags.null], class: "qx-number" },
  { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.definition(tags.className), tags.className], class: "qx-name" },
  { tag: [tags.meta], class: "qx-meta" },
]);

/** A state for one file. `change` is told of each edit, `run` of Ctrl+Enter. */
export function state(text, name, { change, run, readOnly = false }) {
  const common = [
    lineNumbers(),
    highlightSpecialChars(),
    drawSelection(),
    EditorView.lineWrapping,
    python(),
    syntaxHighlighting(colours),
    bracketMatching(),
    EditorState.tabSize.of(4),
    indentUnit.of("    "),
    EditorView.contentAttributes.of({
      "aria-label": readOnly ? `${name}, to be read` : `${name}, your code. Escape, then Tab leaves the editor.`,
      tabindex: "0",
      spellcheck: "false",
      autocapitalize: "off",
      autocorrect: "off",
    }),
  ];
  const keys = keymap.of([
    { key: "Mod-Enter", run: () => (run(), true) },
    // From Escape on, Tab moves the focus as everywhere else, until the reader comes back.
    { key: "Escape", run: (view) => (view.setTabFocusMode(true), false) },
    ...(readOnly ? defaultKeymap : [...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
  ]);
  if (readOnly) return EditorState.create({ doc: text, extensions: [keys, common, EditorState.readOnly.of(true)] });
  return EditorState.create({
    doc: text,
    extensions: [
      keys,
      common,
      history(),
      closeBrackets(),
      autocompletion({ activateOnTyping: false }),
      indentOnInput(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      EditorView.updateListener.of((update) => update.docChanged && change(update.state.doc.toString())),
      EditorView.domEventHandlers({ blur: (_event, view) => view.setTabFocusMode(false) }),
    ],
  });
}

/** A view of a state in an element. */
export function view(parent, first) {
  return new EditorView({ parent, state: first });
}

/** Put the cursor at the beginning of a line and show it. */
export function goTo(editor, line) {
  const at = editor.state.doc.line(Math.min(Math.max(line, 1), editor.state.doc.lines));
  editor.dispatch({ selection: { anchor: at.from, head: at.to }, effects: EditorView.scrollIntoView(at.from, { y: "center" }) });
  editor.focus();
}
