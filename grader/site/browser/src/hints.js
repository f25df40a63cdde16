// Hints one by one: which ladder answers what fails now, and how far the reader has climbed it.
import { el, inline } from "./dom.js";
import { byTask, firstProblem } from "./report.js";

const LEVELS = ["question", "tool", "shape"];
const NAMES = ["a question", "which tool", "the shape, with other data"];

/** Index of the ladder for what fails first, chosen as `course hint` does; -1 if nothing fails or there is none. */
export function ladderFor(hints, tasks, tests) {
  const failing = byTask(tasks, tests).find((group) => firstProblem(group.tests));
  if (tests.length && !failing) return -1;
  const task = failing ? failing.number : tasks[0]?.number;
  const name = failing && firstProblem(failing.tests).id.replace(/\[.*/s, "").split("::").at(-1);
  const find = (test) => hints.findIndex(test);
  const choices = [
    name ? find((hint) => hint.tests.includes(name)) : -1,
    find((hint) => hint.task === task && hint.general),
    find((hint) => hint.task === task),
  ];
  return choices.find((index) => index >= 0) ?? -1;
}

/** The hints of a ladder up to a level, the newest last. */
export function hintView(ladder, level, more, close) {
  const steps = LEVELS.slice(0, level).map((key, index) =>
    el("div", { class: "qx-step" }, el("p", { class: "qx-steptitle" }, `Hint ${index + 1} of 3: ${NAMES[index]}`), el("p", {}, ...inline(ladder[key]))),
  );
  const buttons = [
    level < 3 ? el("button", { type: "button", class: "qx-small", onclick: more }, "Next hint") : null,
    el("button", { type: "button", class: "qx-small", onclick: close }, "Close"),
  ];
  return el("section", { class: "qx-hints", "aria-label": `Hints for task ${ladder.task}` }, el("p", { class: "qx-heading" }, `Task ${ladder.task}`), steps, el("div", { class: "qx-buttons" }, buttons));
}
