// Pyodide under Node: the same Python that the page's worker loads.
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = dirname(fileURLToPath(import.meta.url));

export async function python() {
  return await loadPyodide({ indexURL: join(here, "node_modules", "pyodide"), stdout: () => {}, stderr: () => {} });
}

/** Unpack the kit as the worker does, and give its `run(request, post)`. */
export function withKit(pyodide, path) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(path)), "zip", { extractDir: "/kit" });
  pyodide.runPython("import sys; sys.path.insert(0, '/kit')");
  return pyodide.pyimport("grader.site.browser.runner").run;
}

/** Let a folder of this machine be seen inside as `inside`. */
export function share(pyodide, folder, inside) {
  mkdirSync(folder, { recursive: true });
  pyodide.FS.mkdirTree(inside);
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, inside);
}

/** A last word of one line: an uncaught error would print the whole of Pyodide's source. */
export function fail(error) {
  process.stderr.write(`${String(error?.message ?? error).slice(-2000)}\n`);
  process.exit(1);
}
