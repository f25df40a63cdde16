// Runs exercises under Pyodide: node prove.mjs KIT REQUESTS ANSWERS
// REQUESTS is a list of [name, request of the runner]; ANSWERS gets {"python", "runs": {name: [events]}}.
import { readFileSync, writeFileSync } from "node:fs";
import { fail, python, withKit } from "./python.mjs";

const [kit, requests, answers] = process.argv.slice(2);
try {
  const pyodide = await python();
  const run = withKit(pyodide, kit);
  const runs = {};
  for (const [name, request] of JSON.parse(readFileSync(requests, "utf8"))) {
    const events = [];
    run(JSON.stringify(request), (text) => events.push(JSON.parse(text)));
    runs[name] = events;
  }
  const version = pyodide.runPython("import platform; platform.python_version()");
  writeFileSync(answers, JSON.stringify({ python: version, runs }));
  process.exit(0);
} catch (error) {
  fail(error);
}
