// The quiz of a page: answers questions that are for practice, and collects the others into the file that is handed in.
// Without it the page is a form that can be read, with the practice answers folded up.

/** Bring a form to life; a form that lives already is left alone. */
export async function start(form) {
  if (form.dataset.lives) return;
  form.dataset.lives = "yes";
  const reply = await fetch(new URL(form.dataset.src, document.baseURI));
  if (!reply.ok) throw new Error(`${reply.url}: ${reply.status}`);
  const data = await reply.json();
  if (data.format !== "quayside/browser-quiz/v1") throw new Error(`unknown format ${data.format}`);
  const questions = new Map(data.questions.map((question) => [question.id, question]));
  const kept = new Kept(`quayside/quiz/v1/${data.week}`);
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const field of form.querySelectorAll(".qy-question")) {
    const question = questions.get(field.dataset.id);
    if (!question) continue;
    fill(field, kept.answers[question.id]);
    if (question.answer) practise(field, question);
    field.addEventListener("input", () => kept.keep(question.id, given(field)));
  }
  if ([...questions.values()].some((question) => !question.answer)) form.append(handIn(form, questions));
}

/** What was chosen: a letter, letters, or text; null where nothing was. */
function given(field) {
  const kind = field.dataset.kind;
  if (kind === "prints") return field.querySelector("textarea").value.trimEnd() || null;
  if (kind === "order") {
    const places = [...field.querySelectorAll("select")].map((select) => [Number(select.value), select.dataset.letter]);
    const sorted = places.filter(([place]) => place).sort((one, other) => one[0] - other[0]);
    const isWhole = sorted.length === places.length && sorted.every(([place], index) => place === index + 1);
    return isWhole ? sorted.map(([, letter]) => letter) : null;
  }
  const chosen = [...field.querySelectorAll("input:checked")].map((input) => input.value);
  if (kind === "single") return chosen[0] ?? null;
  return chosen.length ? chosen : null;
}

function fill(field, answer) {
  if (answer == null) return;
  const letters = [answer].flat();
  if (field.dataset.kind === "prints") field.querySelector("textarea").value = answer;
  for (const input of field.querySelectorAll("input")) input.checked = letters.includes(input.value);
  for (const select of field.querySelectorAll("select")) {
    select.value = letters.includes(select.dataset.letter) ? String(letters.indexOf(select.dataset.letter) + 1) : "";
  }
}

/** A button that says whether the answer is right, and why; the folded answer comes back after a first wrong one. */
function practise(field, question) {
  const reply = field.querySelector(".qy-reply");
  const folded = field.querySelector(".qy-answer");
  folded.remove();
  const check = button("Check", () => {
    answer(reply, given(field), question);
    if (reply.dataset.mark === "wrong") reply.after(folded);
  });
  reply.before(check);
  field.dataset.practice = "yes";
}

function answer(reply, chosen, question) {
  const { right, because, wrong } = question.answer;
  if (chosen == null) {
    const words = question.kind === "order" ? "Give every item a place of its own first." : "Answer first.";
    return show(reply, "open", [{ text: words }]);
  }
  const letters = [chosen].flat();
  if (isRight(question.kind, letters, right)) return show(reply, "right", [{ text: "Right. " }, { html: because }]);
  const keys = question.kind === "multiple" ? letters : [printed(letters.join(" "))];
  const reasons = keys.filter((key) => wrong[key]).map((key) => ({ html: wrong[key] }));
  if (question.kind === "multiple" && letters.every((letter) => right.includes(letter))) {
    reasons.push({ text: "What you chose is right, but something is missing." });
  }
  if (reasons.length === 0) reasons.push({ text: "Read the lesson's section once more and try it out." });
  return show(reply, "wrong", [{ text: "Not yet. " }, ...reasons]);
}

/** Output as it is compared, and as the grader compares it: spaces at the ends of lines and blank lines around it go. */
function printed(text) {
  const lines = text.replace(/^\n+|\n+$/g, "").split(/\r?\n/);
  return lines.map((line) => line.trimEnd()).join("\n");
}

function isRight(kind, letters, right) {
  if (kind === "prints") return right.some((text) => printed(text) === printed(letters[0]));
  const wanted = kind === "multiple" ? [...right].sort() : right;
  const chosen = kind === "multiple" ? [...letters].sort() : letters;
  return chosen.length === wanted.length && chosen.every((letter, index) => letter === wanted[index]);
}

/** Explanations are HTML that the build made from the course's own text; everything else is set as text. */
function show(reply, mark, parts) {
  reply.dataset.mark = mark;
  reply.replaceChildren(
    ...parts.map(({ text, html }) => {
      if (text) return text;
      const span = document.createElement("span");
      span.innerHTML = html;
      return span;
    }),
  );
}

/** The file with all answers, to be copied or downloaded. */
function handIn(form, questions) {
  const counts = (id) => questions.has(id) && !questions.get(id).answer;
  const fields = [...form.querySelectorAll(".qy-question")].filter((field) => counts(field.dataset.id));
  const status = document.createElement("p");
  status.className = "qy-reply";
  status.setAttribute("role", "status");
  const text = () => `${fields.map((field) => line(field)).join("\n")}\n`;
  const say = (what) => {
    const open = fields.filter((field) => given(field) == null).length;
    const rest = open ? ` ${open} of ${fields.length} questions ${open === 1 ? "is" : "are"} not answered yet.` : "";
    status.textContent = `${what} It belongs at ${form.dataset.path}.${rest}`;
  };
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text()], { type: "application/toml" }));
    link.download = form.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say("Downloaded.");
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      say("Copied.");
    } catch {
      status.textContent = "This browser does not let the page copy: download the file instead.";
    }
  };
  const place = document.createElement("div");
  place.className = "qy-handin";
  place.append(button("Download your answers", download), " ", button("Copy your answers", copy), status);
  return place;
}

function button(label, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", action);
  return made;
}

/** A line of the file; what is not answered is a comment, which the grader counts as not answered. */
function line(field) {
  const chosen = given(field);
  if (chosen == null) return `# ${field.dataset.id} = `;
  return `${field.dataset.id} = ${Array.isArray(chosen) ? `[${chosen.map(quoted).join(", ")}]` : quoted(chosen)}`;
}

/** A TOML string of one line: as JSON has it, but for the one control character that only TOML wants escaped. */
function quoted(text) {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}

/** Answers given so far, kept in this browser where it lets pages keep anything. */
class Kept {
  constructor(key) {
    this.key = key;
    try {
      this.answers = JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      this.answers = {};
    }
  }

  keep(id, chosen) {
    if (chosen == null) delete this.answers[id];
    else this.answers[id] = chosen;
    try {
      localStorage.setItem(this.key, JSON.stringify(this.answers));
    } catch {
      // The page works without it; answers are then gone after a reload.
    }
  }
}
