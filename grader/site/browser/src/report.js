// What became of a run, task by task, as the terminal shows it: what you called, what you got, what was expected.
import { disclosure, el, inline, plural } from "./dom.js";

const NEUTRAL = new Set(["not-started", "waiting", "not-run", "skipped"]);
const BROKEN = new Set(["import-failed", "syntax-error"]);
const WORDS = {
  passed: "passed",
  failed: "failed",
  raised: "raised an error",
  timeout: "ran out of time",
  crashed: "crashed",
  "missing-name": "a name is missing",
  "not-started": "not started",
  waiting: "waits",
  skipped: "skipped here",
  "not-run": "did not run",
};

export const isBroken = (test) => BROKEN.has(test.state);

/** Tests by task: [{number, title, tests}], tasks without visible tests left out. */
export function byTask(tasks, tests) {
  const numbers = new Set(tests.map((test) => test.task));
  const named = tasks.filter((task) => numbers.has(task.number)).map((task) => ({ ...task }));
  const known = new Set(named.map((task) => task.number));
  if ([...numbers].some((number) => !known.has(number))) named.push({ number: 0, title: "Other tests" });
  return named.map((task) => ({
    ...task,
    tests: tests.filter((test) => (known.has(test.task) ? test.task : 0) === task.number),
  }));
}

export const isNeutral = (test) => NEUTRAL.has(test.state);
const passed = (tests) => tests.filter((test) => test.state === "passed").length;
const counted = (tests) => tests.filter((test) => test.state !== "skipped");

/** The test to look at first: a wrong one before one that was not started. */
export function firstProblem(tests) {
  const open = tests.filter((test) => test.state !== "passed" && test.state !== "skipped");
  return open.find((test) => !isNeutral(test)) ?? open[0];
}

/** The sentence for a finished run, which is also said aloud. */
export function summary(tests) {
  const total = counted(tests).length;
  const good = passed(tests);
  if (total > 0 && good === total) return `All ${plural(total, "visible test")} pass.`;
  return `${good} of ${plural(total, "visible test")} pass${good === 1 ? "es" : ""}.`;
}

/** All tasks; `goTo(file, line)` shows a line in the editor. */
export function tasksView(tasks, tests, goTo) {
  const groups = byTask(tasks, tests);
  const current = groups.find((group) => passed(group.tests) < counted(group.tests).length);
  return el("div", { class: "qx-tasks" }, groups.map((group) => taskView(group, group === current, goTo)));
}

function taskView(group, isCurrent, goTo) {
  const good = passed(group.tests);
  const total = counted(group.tests).length;
  const untouched = group.tests.every(isNeutral);
  const state = good === total ? "good" : untouched ? "open" : "bad";
  const count = good === total ? "passing" : untouched ? "not started" : `${good} of ${total} passing`;
  const label = [
    el("span", { class: `qx-sign qx-${state}`, "aria-hidden": "true" }, state === "good" ? "✓" : state === "bad" ? "✗" : "·"),
    el("span", { class: "qx-tasktitle" }, group.number ? [el("b", {}, `Task ${group.number}`), `  ${group.title}`] : group.title),
    el("span", { class: `qx-count qx-${state}` }, count),
  ];
  const focus = isCurrent ? firstProblem(group.tests) : null;
  const rows = group.tests.map((test) => testView(test, test === focus, goTo));
  return el("div", { class: "qx-task" }, disclosure(label, el("ul", { class: "qx-tests" }, rows), { open: isCurrent, className: "qx-taskhead" }));
}

function testView(test, open, goTo) {
  const state = test.state === "passed" ? "good" : isNeutral(test) ? "open" : "bad";
  const waits = test.waits_for && test.state === "waiting" ? `waits for ${test.waits_for}` : null;
  const label = [
    el("span", { class: `qx-sign qx-${state}`, "aria-hidden": "true" }, { good: "✓", bad: "✗", open: "·" }[state]),
    el("span", { class: "qx-hidden" }, `${WORDS[test.state] ?? test.state}: `),
    el("span", { class: "qx-title" }, ...inline(test.title), test.case ? el("span", { class: "qx-case" }, ` ${test.case}`) : null),
    waits ? el("span", { class: "qx-count qx-open" }, waits) : null,
  ];
  const page = failureView(test, goTo);
  if (!page) return el("li", { class: "qx-test" }, el("div", { class: "qx-line" }, label));
  return el("li", { class: "qx-test" }, disclosure(label, page, { open, className: "qx-line" }));
}

/** The page of one failure; null where there is nothing to say. */
function failureView(test, goTo) {
  if (!test.failure && !test.printed) return null;
  const parts = test.failure ? failureRows(test.failure, test, goTo) : [];
  if (test.printed) parts.push(printedView(test.printed, test.cut));
  if (test.detail && !isNeutral(test) && !isBroken(test)) {
    parts.push(...disclosure("traceback", pre(test.detail, "traceback"), { className: "qx-more" }));
  }
  return el("div", { class: "qx-failure" }, parts);
}

/** The lines of a failure, with the words that the terminal has for them. */
function failureRows(failure, test, goTo) {
  const rows = [];
  const add = (key, lines) => lines.forEach((line, index) => rows.push(row(index ? "" : key, code(line))));
  if (failure.message) rows.push(row(test.state === "not-started" ? "to do" : "because", inline(failure.message)));
  add(failure.called.length === 1 ? "you called" : "the test ran", failure.called);
  if (failure.subject) add("looked at", [failure.subject]);
  if (failure.got) add(isBroken(test) ? "python says" : "you got", [failure.got]);
  if (failure.expected) add("expected", [failure.expected]);
  add("difference", failure.difference);
  if (failure.file && failure.line) rows.push(row("look at", placeView(failure, goTo)));
  return rows;
}

function row(key, value) {
  return el("div", { class: "qx-row" }, el("span", { class: "qx-key" }, key), el("span", { class: "qx-value" }, value));
}

const code = (text) => el("code", {}, text);
const pre = (text, name) => el("pre", { class: "qx-pre", tabindex: "0", role: "group", "aria-label": name }, text);

/** Where to look: a button that goes there, and the line with a mark under the place. */
function placeView(failure, goTo) {
  const words = `${failure.file}:${failure.line}${failure.function ? `, in ${failure.function}` : ""}`;
  const place = el("button", { type: "button", class: "qx-place", onclick: () => goTo(failure.file, failure.line) }, words);
  if (!failure.source) return [place];
  const marks = failure.column ? `\n${" ".repeat(failure.column - 1)}${"^".repeat(Math.max(1, failure.end_column - failure.column))}` : "";
  return [place, el("pre", { class: "qx-source", tabindex: "0", role: "group", "aria-label": "the line" }, failure.source + marks)];
}

/** What was printed, and how much of it is not shown. */
export function printedView(text, cut = 0) {
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  const left = cut ? el("p", { class: "qx-note" }, `${plural(cut, "more character")} of output are not shown.`) : null;
  const label = `printed: ${plural(lines, "line")}${cut ? ", cut" : ""}`;
  return el("div", { class: "qx-printed" }, disclosure(label, el("div", {}, pre(text, "output"), left), { className: "qx-more" }));
}

/** A file that could not be imported: what is wrong with it, and where. */
export function brokenView({ state, failure }, goTo) {
  const { message, ...rest } = failure;
  const rows = failureRows({ ...rest, message: "" }, { state }, goTo);
  return el("div", { class: "qx-broken" }, el("p", { class: "qx-heading" }, el("span", { class: "qx-sign qx-bad", "aria-hidden": "true" }, "✗"), " ", ...inline(message)), rows);
}
