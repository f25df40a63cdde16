// What readers do, and what they must see. Each takes a ground (see drive.mjs) and throws where something is amiss.
import assert from "node:assert/strict";

const READY = '.qx[data-python="ready"]';

async function ready(page) {
  await page.locator(".cm-content").click({ position: { x: 40, y: 8 } });
  await page.waitForSelector(READY, { timeout: 60000 });
}

/** Put a text in the place of what is in the editor, as somebody who pastes does. */
async function write(page, text) {
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}

async function run(page) {
  await page.getByRole("button", { name: "Run tests" }).click();
  await ended(page);
}

async function ended(page) {
  await page.waitForSelector(".qx-button:has-text('Stop'):disabled", { timeout: 60000 });
}

const status = (page) => page.locator(".qx-status").innerText();

/** What a question for practice says to what is filled in. */
async function checked(question) {
  await question.getByRole("button", { name: "Check" }).click();
  return (await question.locator(".qy-reply").innerText()).replace(/\s+/g, " ");
}

/** How many times longer work takes now than it would with a core of its own: 1 on an idle machine. */
function slowdown() {
  const before = process.cpuUsage();
  const began = performance.now();
  while (performance.now() - began < 400);
  const used = process.cpuUsage(before);
  return (1000 * (performance.now() - began)) / (used.user + used.system);
}

/** Replace the body of the first function of a text. */
function withFirstBody(text, body) {
  const changed = text.replace(/raise NotImplementedError\([^)]*\)/, body);
  assert.notEqual(changed, text);
  return changed;
}

export const scenarios = {
  async "fails, takes a hint, passes"(ground) {
    const { exercise, wrong, reference, name } = ground.request;
    const page = await ground.open(exercise);
    await ready(page);
    await run(page);
    assert.match(await status(page), /^0 of \d+ visible tests pass\.$/);
    assert.equal(await page.locator(".qx-tasks .qx-bad").count(), 0, "what is not started is not wrong");
    await write(page, wrong);
    await run(page);
    assert.match(await status(page), /^\d+ of \d+ visible tests pass(es)?\.$/);
    const failure = page.locator(".qx-failure:visible").first();
    for (const word of ["expected", "look at"]) assert.ok((await failure.innerText()).includes(word), word);
    await failure.locator(".qx-place").click();
    assert.equal(await page.locator(".cm-editor.cm-focused").count(), 1, "the place is shown in the editor");
    await ground.shot("failure", ".qx");
    await page.getByRole("button", { name: "Hint", exact: true }).click();
    assert.equal(await page.locator(".qx-step").count(), 1);
    await page.getByRole("button", { name: "Next hint" }).click();
    assert.equal(await page.locator(".qx-step").count(), 2);
    await ground.shot("hint", ".qx");
    await write(page, reference);
    await run(page);
    assert.match(await status(page), /^All \d+ visible tests pass\. This is practice/);
    assert.ok((await status(page)).includes(name));
    await ground.shot("passed", ".qx");
    assert.deepEqual(await ground.violations(), []);
  },

  async "is ready soon, and a warm run is fast"(ground) {
    const { exercise, reference } = ground.request;
    const page = await ground.open(exercise);
    await page.waitForSelector(".cm-content");
    const before = ground.asked.filter((url) => /assets\/browser\/(pyodide|kit|worker)/.test(url));
    assert.deepEqual(before, [], "Python is loaded before anybody needs it");
    // A machine that is busy with something else says little about the page: seconds count as on an idle one.
    const cold = [];
    while (cold.length < 3 && !(Math.min(...cold) < 5)) {
      if (cold.length) await page.reload();
      await page.waitForSelector(".cm-content");
      const load = slowdown();
      const began = performance.now();
      await ready(page);
      const seconds = (performance.now() - began) / 1000;
      cold.push((2 * seconds) / (load + slowdown()));
    }
    await write(page, reference);
    await run(page);
    const warm = [];
    for (let turn = 0; turn < 8; turn += 1) {
      warm.push(
        await page.evaluate(async () => {
          const began = performance.now();
          document.querySelector(".qx-primary").click();
          while (document.querySelector(".qx-primary[aria-disabled]")) await new Promise((done) => setTimeout(done, 5));
          return (performance.now() - began) / 1000;
        }),
      );
    }
    return { cold: Math.min(...cold), warm: Math.min(...warm) };
  },

  async "endless loops are stopped"(ground) {
    const { exercise, stub, reference } = ground.request;
    const page = await ground.open(exercise);
    await ready(page);
    await write(page, reference.replace(/(def __len__.*\n)/, "$1        while True:\n            pass\n"));
    await run(page);
    const titles = await page.locator(".qx-tests .qx-hidden").allInnerTexts();
    assert.ok(titles.some((title) => title.startsWith("ran out of time")), "Python itself stops a loop");
    assert.ok(titles.some((title) => title.startsWith("passed")), "the other tests still run");
    assert.match(await page.locator(".qx-failure:visible").first().innerText(), /no answer after \d/);
    // A loop inside C never comes back to Python: only the end of the worker stops it.
    await write(page, withFirstBody(stub, "import itertools; sum(itertools.count())"));
    await page.getByRole("button", { name: "Run tests" }).click();
    await page.waitForFunction(() => document.querySelector(".qx").dataset.python === "running");
    const began = performance.now();
    await page.getByRole("button", { name: "Stop" }).click();
    await ended(page);
    const seconds = (performance.now() - began) / 1000;
    assert.ok(seconds < 1, `Stop took ${seconds}`);
    assert.match(await status(page), /^Stopped\./);
    await write(page, stub);
    await run(page);
    assert.match(await status(page), /^0 of \d+ visible tests pass\.$/);
    return { stop: seconds };
  },

  async "a run that never comes back is ended"(ground) {
    const { exercise, stub } = ground.request;
    const page = await ground.open(exercise);
    await ready(page);
    await write(page, withFirstBody(stub, "import itertools; sum(itertools.count())"));
    await run(page);
    assert.match(await status(page), /^Ended after 20 seconds\. It was in the test/);
  },

  async "a crash is survived"(ground) {
    const { exercise, stub } = ground.request;
    const page = await ground.open(exercise);
    await ready(page);
    await write(page, withFirstBody(stub, "import os; os._exit(3)"));
    await run(page);
    assert.match(await status(page), /^Python ended without a word/);
    await write(page, stub);
    await run(page);
    assert.match(await status(page), /^0 of \d+ visible tests pass\.$/);
    ground.errors.length = 0; // the runtime that was ended may say so
  },

  async "no test ran is said aloud"(ground) {
    const { exercise, stub } = ground.request;
    const page = await ground.open(exercise);
    await ready(page);
    for (const [text, said] of [[`${stub}\nimport sys\nsys.exit(3)\n`, "SystemExit"], [`${stub}\ndef (:\n`, "syntax"], [`${stub}\nwhile True: pass\n`, "no answer"]]) {
      await write(page, text);
      await run(page);
      assert.match(await status(page), /^0 tests ran\./);
      assert.ok((await page.locator(".qx-results").innerText()).includes(said), said);
    }
    await ground.shot("broken", ".qx");
    assert.deepEqual(await ground.violations(), []);
  },

  async "much output is cut, and that is said"(ground) {
    const { exercise, stub } = ground.request;
    const page = await ground.open(exercise);
    await ready(page);
    await write(page, withFirstBody(stub, "print('x' * 99 + '\\n', end='') or [print('y' * 99) for _ in range(9999)]"));
    await run(page);
    await page.locator(".qx-more:visible", { hasText: /printed: \d+ lines, cut/ }).first().click();
    assert.match(await page.locator(".qx-note:visible").first().innerText(), /^[\d,]+ more characters of output are not shown\.$/);
  },

  async "code is kept, and a new stub is noticed"(ground) {
    const { exercise, stub } = ground.request;
    const page = await ground.open(exercise);
    await write(page, `# mine\n${stub}`);
    await page.getByRole("button", { name: "Hint", exact: true }).click();
    await page.waitForFunction(() => Object.values(localStorage).some((value) => value.includes("# mine")));
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.ok((await page.locator(".cm-content").innerText()).startsWith("# mine"));
    assert.equal(await page.locator(".qx-changed").count(), 0);
    await page.route("**/exercise.json", async (route) => {
      const reply = await route.fetch();
      const data = await reply.json();
      const [first] = Object.keys(data.files);
      data.files[first] = `# newer\n${data.files[first]}`;
      await route.fulfill({ response: reply, json: data });
    });
    await page.reload();
    await page.waitForSelector(".qx-changed");
    await ground.shot("newer", ".qx");
    await page.getByRole("button", { name: "Go on with my code" }).click();
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.equal(await page.locator(".qx-changed").count(), 0);
    assert.ok((await page.locator(".cm-content").innerText()).startsWith("# mine"));
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Keep my code" }).click();
    assert.ok((await page.locator(".cm-content").innerText()).startsWith("# mine"));
    await page.getByRole("button", { name: "Reset" }).click();
    await ground.shot("asks");
    await page.getByRole("button", { name: "Start again" }).click();
    assert.ok((await page.locator(".cm-content").innerText()).startsWith("# newer"));
    await page.reload();
    await page.waitForSelector(".cm-content");
    assert.ok((await page.locator(".cm-content").innerText()).startsWith("# newer"));
  },

  async "code can be taken away"(ground) {
    const { exercise, stub, name } = ground.request;
    const page = await ground.open(exercise, { permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true });
    await write(page, `# mine\n${stub}`);
    await page.getByRole("button", { name: "Copy", exact: true }).click();
    await page.waitForFunction(() => document.querySelector(".qx-status").innerText.startsWith("Copied."));
    assert.ok((await status(page)).includes(`weeks/`) && (await status(page)).includes("course test "));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `# mine\n${stub}`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()]);
    assert.equal(download.suggestedFilename(), name);
  },

  async "a keyboard is enough"(ground) {
    const { exercise } = ground.request;
    const page = await ground.open(exercise);
    await page.waitForSelector(".cm-content");
    const where = () => page.evaluate(() => document.activeElement.getAttribute("role") ?? document.activeElement.textContent.trim());
    await page.locator('[role="tab"][aria-selected="true"]').focus();
    await page.keyboard.press("Tab");
    assert.equal(await where(), "textbox");
    await page.waitForSelector(READY, { timeout: 60000 });
    await page.keyboard.press("Tab");
    assert.equal(await where(), "textbox", "Tab indents");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.equal(await where(), "Run tests");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".qx-tasks");
    await ended(page);
    assert.equal(await where(), "Run tests", "the focus comes back from Stop");
    await page.keyboard.press("Tab");
    assert.equal(await where(), "Hint");
    await page.keyboard.press("Enter");
    assert.ok((await where()).startsWith("Hint 1 of 3"));
    for (const label of ["Next hint", "Close"]) {
      await page.keyboard.press("Tab");
      if ((await where()) !== label) await page.keyboard.press("Tab");
      assert.equal(await where(), label);
    }
    await page.keyboard.press("Enter");
    assert.equal(await where(), "Hint");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await where(), "Run tests");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await where(), "textbox");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+Tab");
    const tab = () => page.evaluate(() => document.activeElement.id);
    const first = await tab();
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await tab(), first, "arrows go from file to file");
  },

  async "search finds"(ground) {
    const page = await ground.open("");
    await page.locator(".md-search__input").first().click();
    await page.keyboard.type(ground.request.word, { delay: 20 });
    const first = page.locator(".md-search-result__link").first();
    await first.waitFor();
    await ground.shot("found");
    await first.click();
    await page.waitForFunction((address) => location.href !== address, ground.address);
    assert.ok((await page.locator("main").innerText()).toLowerCase().includes(ground.request.word.toLowerCase()));
  },

  async "the quiz answers"(ground) {
    const page = await ground.open(ground.request.quiz);
    const questions = page.locator(".qy-question");
    const practice = page.locator(".qy-question[data-practice]");
    await practice.first().waitFor();
    const count = await practice.count();
    assert.ok(count >= 10, "ten questions are for practice");
    assert.ok((await questions.count()) >= count + 10, "ten questions count");
    const order = await questions.evaluateAll((all) => all.map((one) => one.dataset.practice === "yes"));
    assert.equal(order.lastIndexOf(true), count - 1, "those for practice come first");
    // Each choice of a question with one right answer has its own words, and so has each one of several.
    for (const kind of ["single", "multiple"]) {
      for (const question of await page.locator(`.qy-question[data-kind="${kind}"][data-practice]`).all()) {
        const texts = [];
        for (const choice of await question.locator("input").all()) {
          await choice.check();
          texts.push(await checked(question));
          if (kind === "multiple") await choice.uncheck();
        }
        assert.equal(texts.filter((text) => text.startsWith("Right.")).length, kind === "single" ? 1 : 0);
        const wrong = texts.filter((text) => !text.includes("What you chose is right"));
        assert.equal(new Set(wrong).size, wrong.length, "each choice has its own explanation");
        assert.ok(texts.every((text) => text.length > 30 && !text.includes("once more")), texts.join("\n"));
      }
    }
    const printing = page.locator('.qy-question[data-kind="prints"][data-practice]').first();
    assert.equal(await printing.locator("details").count(), 0, "the answer is not offered before an attempt");
    await printing.locator("textarea").fill("body  \nmade\nchecked Pump\n\n");
    assert.match(await checked(printing), /^Not yet\. .*__init_subclass__/);
    await printing.locator("summary").click();
    assert.match(await printing.locator("details").innerText(), /body\nchecked Pump\nmade/);
    await printing.locator("textarea").fill("body\nchecked Pump \nmade\n");
    assert.match(await checked(printing), /^Right\. /);
    const ordering = page.locator('.qy-question[data-kind="order"][data-practice]').first();
    assert.match(await checked(ordering), /place of its own/);
    for (const [place, letter] of ["d", "a", "b", "e", "c"].entries()) {
      await ordering.locator(`select[data-letter="${letter}"]`).selectOption(String(place + 1));
    }
    assert.match(await checked(ordering), /^Right\. /);
    const single = page.locator('.qy-question[data-kind="single"][data-practice]').first();
    await single.locator("input").first().check();
    assert.match(await checked(single), /^Not yet\. /);
    await single.scrollIntoViewIfNeeded();
    await ground.shot("answered");
    assert.deepEqual(await ground.violations(), []);
    await page.reload();
    await single.locator("input:checked").waitFor({ state: "attached" });
  },

  async "answers that count become a file"(ground) {
    const page = await ground.open(ground.request.quiz, { acceptDownloads: true });
    await page.locator(".qy-question[data-practice]").first().waitFor();
    const question = page.locator('.qy-question[data-kind="single"]:not([data-practice])').first();
    await question.locator("input").first().check();
    await page.locator(".qy-question[data-practice] input").first().check();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download your answers" }).click()]);
    assert.equal(download.suggestedFilename(), "answers.toml");
    const stream = await download.createReadStream();
    let text = "";
    for await (const chunk of stream) text += chunk;
    assert.match(text, /= "a"$/m);
    assert.doesNotMatch(text, /practise-/, "questions for practice are not handed in");
    return { answers: text };
  },

  async "every kind of page is sound for all"(ground) {
    const found = {};
    for (const path of ground.request.pages) {
      for (const colorScheme of ["light", "dark"]) {
        const page = await ground.open(path, { colorScheme });
        const isExercise = path === ground.request.exercise;
        if (isExercise) {
          await ready(page);
          await write(page, ground.request.wrong);
          await run(page);
          await page.getByRole("button", { name: "Hint", exact: true }).click();
        }
        await page.waitForLoadState("load");
        const violations = await ground.violations();
        if (violations.length) found[`${path || "home"} ${colorScheme}`] = violations;
        await ground.shot(`${path.replaceAll("/", "_") || "home"}-${colorScheme}`, isExercise ? ".qx" : null);
      }
    }
    assert.deepEqual(found, {});
  },

  async "nothing is cut off on a narrow screen"(ground) {
    for (const path of ground.request.pages) {
      const page = await ground.open(path, { viewport: { width: 360, height: 740 } });
      if (path === ground.request.exercise) {
        await ready(page);
        await run(page);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 360, `${path} is ${wide} wide`);
      await ground.shot(path.replaceAll("/", "_") || "home");
    }
  },

  async "without JavaScript the text and the command are there"(ground) {
    const page = await ground.open(ground.request.exercise, { javaScriptEnabled: false });
    const text = await page.locator("main").innerText();
    assert.ok(text.includes("course test "), "the command");
    assert.ok(text.includes("Task 1"), "the task");
    assert.ok(await page.getByText("def ").first().isVisible(), "the stub");
    await ground.shot("plain");
  },

  async "without the editor the page says so"(ground) {
    const page = await ground.open("");
    await page.route("**/exercise.js", (route) => route.abort());
    await page.goto(ground.address + ground.request.exercise);
    await page.getByText("The editor is not here").waitFor();
    assert.ok(await page.getByText("course test ").first().isVisible());
    ground.errors.length = 0; // the browser says that the script was not loaded
  },

  async "a page without an exercise loads no editor"(ground) {
    for (const path of ground.request.pages.filter((page) => page !== ground.request.exercise)) {
      await ground.open(path);
      await ground.page.waitForLoadState("networkidle");
    }
    const heavy = ground.asked.filter((url) => /assets\/browser\/(?!loader\.js|quiz\.js)/.test(url));
    assert.deepEqual(heavy, []);
  },
};
