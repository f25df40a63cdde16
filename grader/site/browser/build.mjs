// Bundles the page's scripts and copies what they load: node build.mjs OUT
// Everything comes from this folder and from node_modules beside it; nothing is fetched.
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const runtime = ["pyodide.asm.wasm", "pyodide.asm.mjs", "pyodide.mjs", "pyodide-lock.json", "python_stdlib.zip"];

await build({
  entryPoints: ["exercise.js", "worker.js"].map((name) => join(here, "src", name)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  logLevel: "warning",
  // Pyodide lies beside the worker as it was published, so that its hashes can be compared with the package's.
  external: ["./pyodide/pyodide.mjs"],
});
await mkdir(join(out, "pyodide"), { recursive: true });
for (const name of runtime) {
  await copyFile(join(here, "node_modules", "pyodide", name), join(out, "pyodide", name));
}
