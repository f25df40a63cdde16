// <quay-exercise src="exercise.json">: the exercise of a page, to be done in the page.
import { el, plural } from "./dom.js";
import * as editor from "./editor.js";
import { hintView, ladderFor } from "./hints.js";
import { LIMIT, python } from "./python.js";
import { brokenView, isBroken, isNeutral, printedView, summary, tasksView } from "./report.js";
import { Store } from "./store.js";

const FORMAT = "quayside/browser-exercise/v1";
const FLOOR = "3.11";
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
let exercises = 0;

class QuayExercise extends HTMLElement {
  #unwatch = () => {};
  #parts = {};

  connectedCallback() {
    if (this.#parts.root) return;
    this.number = exercises += 1;
    this.#open().catch((error) => {
      console.error(error);
      this.replaceChildren(el("p", { class: "qx-note" }, "The editor could not be loaded. Everything you need to work on your own machine is below."));
    });
  }

  disconnectedCallback() {
    // With instant navigation the page goes, but its scripts stay: nobody waits for this run any more.
    if (this.running) python.stop();
    this.#unwatch();
    this.view?.destroy();
    this.#parts = {};
  }

  async #open() {
    const answer = await fetch(new URL(this.getAttribute("src"), document.baseURI));
    if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
    this.data = await answer.json();
    if (this.data.format !== FORMAT) throw new Error(`unknown format ${this.data.format}`);
    if (!this.isConnected) return;
    this.store = new Store(this.data.id, this.data.files);
    const kept = this.store.load();
    this.files = kept.files;
    this.hints = kept.hints;
    this.results = [];
    this.running = false;
    this.#build();
    if (kept.changed.length) this.#offerNewStub(kept.changed);
    this.#unwatch = python.watch(() => this.#showPython());
    // What the page shows of the same files without the editor can rest now.
    for (const file of document.querySelectorAll("main details.qy-file[open]")) file.open = false;
  }

  // --- what is on the screen ----------------------------------------------------------------------------------------

  #build() {
    const names = [...Object.keys(this.data.files), ...Object.keys(this.data.tests)];
    const button = (text, onclick, more = {}) => el("button", { type: "button", class: "qx-button", onclick, ...more }, text);
    const parts = {
      tabs: el("div", { class: "qx-tabs", role: "tablist", "aria-label": "Files", onkeydown: (event) => this.#arrow(event) }),
      editor: el("div", { class: "qx-editor", role: "tabpanel", id: `qx-panel-${this.number}` }),
      run: button("Run tests", () => this.#run(), { class: "qx-button qx-primary", "aria-keyshortcuts": isMac ? "Meta+Enter" : "Control+Enter" }),
      stop: button("Stop", () => python.stop(), { disabled: true }),
      hint: button("Hint", () => this.#hint()),
      reset: button("Reset", () => this.#ask()),
      copy: button("Copy", () => this.#copy()),
      download: button("Download", () => this.#download()),
      python: el("p", { class: "qx-python" }),
      status: el("div", { class: "qx-status", role: "status" }),
      notice: el("div", { class: "qx-notice" }),
      hints: el("div", { class: "qx-hintplace" }),
      results: el("div", { class: "qx-results" }),
      help: el("p", { class: "qx-help" }, `${isMac ? "⌘" : "Ctrl"}+Enter runs the tests. Esc, then Tab leaves the editor.`),
    };
    this.tabs = names.map((name, index) =>
      el("button", { type: "button", role: "tab", id: `qx-tab-${this.number}-${index}`, class: "qx-tab", "aria-controls": parts.editor.id, onclick: () => this.#show(name) }, name, name in this.data.tests ? el("span", { class: "qx-readonly" }, " read only") : null),
    );
    parts.tabs.append(...this.tabs);
    parts.dialog = this.#dialog();
    // Python is fetched when somebody begins to work, not when somebody reads.
    const warm = () => python.state === "off" && python.start();
    parts.root = el(
      "div",
      { class: "qx", role: "group", "aria-label": `Work on ${this.data.title}`, onfocusin: warm, onpointerdown: warm },
      parts.notice,
      parts.tabs,
      parts.editor,
      el("div", { class: "qx-bar" }, el("div", { class: "qx-buttons" }, parts.run, parts.stop, parts.hint), el("div", { class: "qx-buttons qx-quiet" }, parts.reset, parts.copy, parts.download)),
      el("div", { class: "qx-lines" }, parts.help, parts.python),
      parts.hints,
      parts.status,
      parts.results,
      parts.dialog,
    );
    this.#parts = parts;
    this.names = names;
    this.states = {};
    this.replaceChildren(parts.root);
    this.#show(names[0]);
  }

  #stateOf(name) {
    const readOnly = name in this.data.tests;
    const text = readOnly ? this.data.tests[name] : this.files[name];
    return editor.state(text, name, { readOnly, run: () => this.#run(), change: (now) => this.#edited(name, now) });
  }

  #show(name) {
    if (this.view) this.states[this.current] = this.view.state;
    this.current = name;
    this.states[name] ??= this.#stateOf(name);
    if (this.view) this.view.setState(this.states[name]);
    else this.view = editor.view(this.#parts.editor, this.states[name]);
    for (const [index, tab] of this.tabs.entries()) {
      const chosen = this.names[index] === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) this.#parts.editor.setAttribute("aria-labelledby", tab.id);
    }
  }

  #arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (this.names.indexOf(this.current) + step + this.names.length) % this.names.length;
    this.#show(this.names[next]);
    this.tabs[next].focus();
  }

  #goTo(file, line) {
    if (!this.names.includes(file)) return;
    this.#show(file);
    editor.goTo(this.view, line);
  }

  #edited(name, text) {
    this.files[name] = text;
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.#save(), 250);
  }

  #save(options) {
    clearTimeout(this.saving);
    if (!this.store.save({ files: this.files, hints: this.hints }, options)) {
      this.#parts.help.textContent = "This browser does not keep your code: download the file before you leave.";
    }
  }

  #showPython() {
    const parts = this.#parts;
    if (!parts.root) return;
    const words = {
      off: `Python ${this.data.python} starts when you click into the editor.`,
      starting: `Python ${this.data.python} is starting …`,
      ready: `Python ${python.version} is ready.`,
      running: `Python ${python.version} is running.`,
      failed: `Python could not be started: ${python.message}. Run tests tries again.`,
    }[python.state];
    const other = python.state === "failed" ? "" : ` The course asks for ${FLOOR} or newer; messages may differ a little.`;
    parts.python.replaceChildren(words, el("span", { class: "qx-floor" }, other));
    parts.root.dataset.python = python.state;
  }

  // --- running ------------------------------------------------------------------------------------------------------

  async #run() {
    if (this.running) return;
    const parts = this.#parts;
    this.#save();
    this.running = true;
    const hadFocus = document.activeElement === parts.run;
    parts.run.setAttribute("aria-disabled", "true");
    parts.stop.disabled = false;
    if (hadFocus) parts.stop.focus();
    parts.notice.replaceChildren();
    this.#say(python.state === "ready" ? "Running …" : "Python is starting; your tests run as soon as it is there …");
    const seen = { tests: new Map(), broken: [], end: null, begun: "" };
    const outcome = await python.run({ id: this.data.id, manifest: this.data.manifest, files: this.files, tests: this.data.tests }, (event) => this.#hear(event, seen));
    this.running = false;
    if (!this.#parts.root) return;
    const stopHadFocus = document.activeElement === parts.stop;
    parts.run.removeAttribute("aria-disabled");
    parts.stop.disabled = true;
    if (stopHadFocus) parts.run.focus();
    this.#report(outcome, seen);
  }

  #hear(event, seen) {
    if (event.event === "plan") {
      for (const test of event.tests) seen.tests.set(test.id, test);
      this.#say("Running …");
    } else if (event.event === "begin") {
      seen.begun = event.id;
    } else if (event.event === "result") {
      seen.tests.set(event.id, event);
      seen.begun = "";
    } else if (event.event === "broken") {
      seen.broken.push(event);
    } else if (event.event === "end") {
      seen.end = event;
    }
  }

  #report(outcome, seen) {
    const parts = this.#parts;
    const tests = [...seen.tests.values()];
    this.results = tests;
    const goTo = (file, line) => this.#goTo(file, line);
    const content = [];
    const [words, kind] = this.#verdict(outcome, seen, tests);
    // A file that cannot be imported stops every test that needs it: it is shown once, in their place.
    const broken = [...seen.broken, ...tests.filter(isBroken)];
    const messages = new Map(broken.map((one) => [one.failure.message, one]));
    for (const one of messages.values()) content.push(brokenView(one, goTo));
    const shown = tests.filter((test) => !isBroken(test));
    if (shown.length) content.push(tasksView(this.data.tasks, shown, goTo));
    if (seen.end?.printed) content.push(printedView(seen.end.printed, seen.end.cut));
    parts.results.replaceChildren(...content);
    this.#say(words, kind);
  }

  /** The sentence for a run, and whether it is good, bad or neither. */
  #verdict(outcome, seen, tests) {
    const ran = tests.filter((test) => test.state !== "not-run" && test.state !== "skipped" && !isBroken(test)).length;
    const isStuck = seen.broken.length > 0 || tests.some(isBroken);
    const during = seen.tests.get(seen.begun)?.title;
    const where = during ? ` It was in the test “${during}”.` : "";
    if (outcome.how === "stopped") return [`Stopped.${where} Python starts anew.`, "open"];
    if (outcome.how === "timeout") return [`Ended after ${LIMIT} seconds.${where} Is there something that never stops? Python starts anew.`, "bad"];
    if (outcome.how === "crash") return [`Python ended without a word: ${outcome.message}.${where} It starts anew.`, "bad"];
    if (ran === 0) {
      const ended = seen.end?.ended ? ` Python was ended: ${seen.end.ended}.` : " No test was found.";
      return [`0 tests ran.${isStuck ? " A file could not be imported; mend it first." : ended}`, "bad"];
    }
    if (seen.end?.ended) return [`${plural(ran, "test")} ran, then Python was ended: ${seen.end.ended}.`, "bad"];
    const text = summary(tests);
    if (!text.startsWith("All") || isStuck) return [text, tests.every((test) => isNeutral(test) || test.state === "passed") ? "open" : "bad"];
    const home = `Put it into ${this.#path(this.names[0])} and run course test ${this.#address()}.`;
    return [`${text} This is practice: marks come from the grader, which has further checks. ${home}`, "good"];
  }

  #say(words, kind = "open") {
    this.#parts.status.className = `qx-status qx-${kind}`;
    this.#parts.status.replaceChildren(el("p", {}, words));
  }

  // --- hints, reset, copy, download ---------------------------------------------------------------------------------

  #hint() {
    const index = ladderFor(this.data.hints, this.data.tasks, this.results);
    if (index < 0) {
      this.#parts.hints.replaceChildren();
      this.#say(this.results.length ? "Nothing fails, so there is nothing to hint at." : "There is no hint for this.", "open");
      return;
    }
    // A second press shows the next level, unless something else fails by now.
    const level = this.hints[index] ?? 0;
    const again = this.shownHint === index || level === 0;
    this.#showHint(index, again ? Math.min(level + 1, 3) : level);
  }

  #showHint(index, level) {
    const parts = this.#parts;
    this.hints[index] = level;
    this.shownHint = index;
    this.#save();
    const close = () => {
      this.shownHint = -1;
      parts.hints.replaceChildren();
      parts.hint.focus();
    };
    const view = hintView(this.data.hints[index], level, () => this.#showHint(index, level + 1), close);
    parts.hints.replaceChildren(view);
    const newest = [...view.querySelectorAll(".qx-step")].at(-1);
    newest.tabIndex = -1;
    newest.focus({ preventScroll: false });
  }

  #dialog() {
    const close = () => dialog.close();
    const title = `qx-ask-${this.number}`;
    const dialog = el(
      "dialog",
      { class: "qx-dialog", "aria-labelledby": title },
      el("p", { id: title, class: "qx-heading" }, "Start again from the stub?"),
      el("p", {}, `What you wrote here in ${plural(Object.keys(this.data.files).length, "file")} is thrown away. Hints you have seen are kept.`),
      el("div", { class: "qx-buttons" }, el("button", { type: "button", class: "qx-button", onclick: close }, "Keep my code"), el("button", { type: "button", class: "qx-button qx-danger", onclick: () => (close(), this.#reset()) }, "Start again")),
    );
    return dialog;
  }

  #ask() {
    this.#parts.dialog.showModal();
  }

  #reset() {
    this.files = { ...this.data.files };
    this.states = {};
    this.#save({ rebase: true });
    this.results = [];
    this.#parts.results.replaceChildren();
    this.#parts.notice.replaceChildren();
    this.current = null;
    this.view.setState(this.#stateOf(this.names[0]));
    this.#show(this.names[0]);
    this.#say("You start again from the stub.");
  }

  #offerNewStub(names) {
    const keep = () => {
      this.#save({ rebase: true });
      this.#parts.notice.replaceChildren();
    };
    this.#parts.notice.replaceChildren(
      el(
        "div",
        { class: "qx-changed", role: "note" },
        el("p", {}, `The course has a new version of ${names.join(" and ")} since you began. Your code is kept.`),
        el("div", { class: "qx-buttons" }, el("button", { type: "button", class: "qx-small", onclick: keep }, "Go on with my code"), el("button", { type: "button", class: "qx-small", onclick: () => this.#ask() }, "Start again from the new stub")),
      ),
    );
  }

  /** The file that is shown, or the first one where the tests are. */
  #chosen() {
    return this.current in this.data.files ? this.current : this.names[0];
  }

  #path(name) {
    return `${this.data.folder ?? `weeks/${this.data.id}`}/${name}`;
  }

  #address() {
    const [week, slug] = this.data.id.split("/");
    return `${week.split("-")[0]}/${slug}`;
  }

  async #copy() {
    const name = this.#chosen();
    try {
      await navigator.clipboard.writeText(this.files[name]);
      this.#say(`Copied. Paste it into ${this.#path(name)} and run course test ${this.#address()}.`);
    } catch {
      this.#say("This browser does not let the page copy: download the file instead.", "bad");
    }
  }

  #download() {
    const name = this.#chosen();
    const url = URL.createObjectURL(new Blob([this.files[name]], { type: "text/x-python" }));
    el("a", { href: url, download: name.split("/").at(-1) }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    this.#say(`Downloaded. Put it into ${this.#path(name)} and run course test ${this.#address()}.`);
  }
}

if (!customElements.get("quay-exercise")) customElements.define("quay-exercise", QuayExercise);
