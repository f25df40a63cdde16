// Python in a worker of its own: the page stays alive whatever a student's code does, and can end it.
//
// In:  {kind: "run", run: number, request: text}
// Out: {kind: "ready", python, seconds} once, then for each run its events as the runner posts them,
//      {kind: "event", run, event}, and {kind: "done", run} or {kind: "crash", message}.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const base = new URL(".", import.meta.url);
const warmUp = JSON.stringify({
  id: "00-warm/warm",
  manifest: `
format = 1
number = 1
title = "Warm"
summary = "A run of pytest so that the next ones are fast."
kind = "module"
minutes = 1
difficulty = 1
concepts = ["warm"]
seeds = []
browser = true
[files]
student = ["warm.py"]
[[task]]
number = 1
title = "Warm"
`,
  files: { "warm.py": "def add(a, b):\n    return a - b\n" },
  tests: {
    "test_warm.py":
      "import pytest\nfrom warm import add\n\n\n@pytest.mark.parametrize('n', [1, 2])\ndef test_t1_add(n):\n    assert add(n, 1) == 2\n",
  },
});

async function start() {
  const began = performance.now();
  const kit = fetch(new URL("kit.zip", base)).then((answer) => {
    if (!answer.ok) throw new Error(`kit.zip: ${answer.status}`);
    return answer.arrayBuffer();
  });
  const pyodide = await loadPyodide({
    indexURL: new URL("pyodide/", base).href,
    stdout: () => {},
    stderr: () => {},
  });
  pyodide.unpackArchive(await kit, "zip", { extractDir: "/kit" });
  pyodide.runPython("import sys; sys.path.insert(0, '/kit')");
  const run = pyodide.pyimport("grader.site.browser.runner").run;
  // The first run of pytest takes a second longer than all later ones.
  run(warmUp, () => {});
  const python = pyodide.runPython("import platform; platform.python_version()");
  postMessage({ kind: "ready", python, seconds: (performance.now() - began) / 1000 });
  return run;
}

function crash(error) {
  const message = String(error?.message ?? error).trim().split("\n").at(-1).slice(0, 300);
  postMessage({ kind: "crash", message });
}

const started = start();
started.catch(crash);

addEventListener("message", async ({ data }) => {
  try {
    const run = await started;
    run(data.request, (text) => postMessage({ kind: "event", run: data.run, event: JSON.parse(text) }));
    postMessage({ kind: "done", run: data.run });
  } catch (error) {
    crash(error);
  }
});
