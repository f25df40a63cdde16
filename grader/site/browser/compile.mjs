// Compiles a tree of Python modules with the Python that will run them: node compile.mjs SOURCES OUT
import { fail, python, share } from "./python.mjs";

const [sources, out] = process.argv.slice(2);
try {
  const pyodide = await python();
  share(pyodide, sources, "/sources");
  share(pyodide, out, "/out");
  pyodide.runPython(`
import pathlib, py_compile
sources, out = pathlib.Path("/sources"), pathlib.Path("/out")
for path in sorted(sources.rglob("*.py")):
    name = path.relative_to(sources)
    target = out / name.with_suffix(".pyc")
    target.parent.mkdir(parents=True, exist_ok=True)
    py_compile.compile(path, target, dfile=f"/kit/{name}", doraise=True, optimize=0,
                       invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
`);
  // Pyodide keeps the event loop alive.
  process.exit(0);
} catch (error) {
  fail(error);
}
