"""The untrusted side's front desk: loads the student's module, answers questions about it with plain data.

Runs inside the sandbox beside student code, so nothing it says is trusted by the judge, and it must not know
anything worth stealing: it imports the standard library and `wire` only, and never sees points, checks,
expected values or a path in `solutions`.
"""

from __future__ import annotations

import builtins
import importlib.util
import io
import os
import sys
import types
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

try:
    from grader import wire
    from grader.harness.capture import CappedText, Captured
except ImportError:  # inside the sandbox the modules lie side by side, without the package
    import wire  # type: ignore[import-not-found, no-redef]
    from capture import CappedText, Captured  # type: ignore[import-not-found, no-redef]

TEXT_CAP = 200
HELD_SECONDS = 0.005
HELD_BYTES = 4096


class Desk:
    """Holds one exercise: the student's module, the author's probes, and answers one question at a time.

    Where a student hands in a tree there is no module: nothing of it is imported here, and the functions of the
    `workshop`, which builds, installs and runs it elsewhere, are what can be asked for.
    """

    def __init__(
        self,
        box: str,
        modules: list[str],
        probes: Callable[[], types.ModuleType] | None,
        workshop: types.ModuleType | None = None,
    ) -> None:
        self.box = box
        self.modules = modules
        self.workshop = workshop
        self.student: types.ModuleType | None = None
        self.probes: types.ModuleType | None = None
        self.probes_failed: list[Any] | None = None
        self._load_probes = probes

    # --- loading ------------------------------------------------------------------------------------------------

    def load(self) -> dict[str, Any]:
        """Import the student's files; the answer says whether that worked and, if not, where it stopped."""
        sys.path.append(self.box)
        report: dict[str, Any] = {"fatal": False}
        for name in self.modules:
            failure = self._import(name)
            if failure is not None:
                report = failure
                if failure["fatal"]:
                    return report
        if self.modules:
            self.student = sys.modules[self.modules[0]]
        elif self.workshop is not None:
            self.student = self.workshop
            try:
                self.workshop.build("wheel")
            except BaseException as error:
                return {**self._failure(error, ""), "file": "", "line": 0, "fatal": True}
        if self._load_probes is not None:
            try:
                self.probes = self._load_probes()
            except BaseException as error:
                self.probes_failed = self._raised(error)
                report = {**report, "probes": f"{type(error).__name__}: {_text(error)}"}
        return report

    def _import(self, name: str) -> dict[str, Any] | None:
        if name in sys.modules:
            return None
        path = os.path.join(self.box, name + ".py")
        if not os.path.exists(path):
            return None
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            return {"fatal": True, "type": "ImportError", "text": "cannot be imported", "line": 0, "file": name + ".py"}
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        # As an import statement does it: an import in a circle is then called one in the message.
        spec._initializing = True  # type: ignore[attr-defined] # has no public name
        try:
            spec.loader.exec_module(module)
        except SystemExit as error:
            return {**self._failure(error, name), "fatal": False}
        except BaseException as error:
            sys.modules.pop(name, None)
            return {**self._failure(error, name), "fatal": True}
        finally:
            spec._initializing = False  # type: ignore[attr-defined] # as above
        return None

    def _failure(self, error: BaseException, name: str) -> dict[str, Any]:
        found = {"type": type(error).__name__, "text": _text(error), "file": name + ".py", "line": 0, "column": 0}
        if isinstance(error, SyntaxError):
            found["line"] = int(error.lineno or 0)
            found["column"] = int(error.offset or 0)
            found["text"] = str(error.msg)[:TEXT_CAP]
            if error.filename:
                found["file"] = os.path.basename(str(error.filename))
        else:
            found["line"], found["file"], _ = self._place(error)
            found["file"] = found["file"] or name + ".py"
        if isinstance(error, ImportError):
            found["missing"] = str(error.name or "")[:TEXT_CAP]
        return found

    # --- answering ----------------------------------------------------------------------------------------------

    def answer(self, question: Any) -> list[Any]:
        """One reply, as a tree ready to be packed into a frame."""
        operation, *rest = question
        try:
            value = getattr(self, "_do_" + operation)(*rest)
        except BaseException as error:
            return self._raised(error)
        return _packed(value)

    def find(self, name: str) -> Any:
        """The probe of that name or, where there is none, the attribute of that name of the student's module."""
        if self.probes is not None and hasattr(self.probes, name):
            return getattr(self.probes, name)
        if self.probes_failed is not None:
            raise _Known(self.probes_failed)
        target: Any = self.student
        for part in name.split("."):
            target = getattr(target, part)
        return target

    def _do_call(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        return self.find(name)(*args, **kwargs)

    def _do_take(self, name: str, args: list[Any], kwargs: dict[str, Any], count: int) -> Any:
        result = self.find(name)(*args, **kwargs)
        stream = iter(result)
        items: list[Any] = []
        exhausted = False
        while len(items) < count and not exhausted:
            try:
                items.append(next(stream))
            except StopIteration:
                exhausted = True
        return {"items": items, "exhausted": exhausted, "is_iterator": stream is result}

    def _do_observe(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> Any:
        target = self.find(name)
        seen: dict[str, Any] = {"value": None, "raised": None}
        with Captured() as captured:
            try:
                seen["value"] = target(*args, **kwargs)
            except BaseException as error:
                if isinstance(error, AttributeError | NotImplementedError | ImportError):
                    raise
                seen["raised"] = type(error).__name__
        packed = _packed(seen["value"])
        if packed[0] != "v":
            raise _Known(packed)
        seen.update(stdout=captured.stdout(), stderr=captured.stderr(), logs=captured.logs(), arguments=args)
        return seen

    def _do_signature(self, name: str) -> Any:
        import inspect  # slow to import, rarely asked for

        found = inspect.signature(self.find(name))
        return [
            (part.name, part.kind.name.lower(), part.default is not inspect.Parameter.empty)
            for part in found.parameters.values()
        ]

    def _do_names(self) -> Any:
        return sorted(name for name in vars(self.student) if not name.startswith("_"))

    def _do_run(self, argv: list[str], stdin: str) -> Any:
        path = os.path.join(self.box, self.modules[0] + ".py")
        with open(path, "rb") as stream:
            code = compile(stream.read(), os.path.basename(path), "exec", dont_inherit=True)
        main = types.ModuleType("__main__")
        main.__file__ = path
        before = (sys.argv, sys.stdin, sys.modules["__main__"])
        sys.argv, sys.stdin, sys.modules["__main__"] = [self.modules[0] + ".py", *argv], io.StringIO(stdin), main
        status: Any = 0
        try:
            with Captured() as captured:
                try:
                    exec(code, main.__dict__)
                except SystemExit as error:
                    status = error.code
        finally:
            sys.argv, sys.stdin, sys.modules["__main__"] = before
        if status is None or isinstance(status, bool):
            status = int(bool(status))
        message = "" if isinstance(status, int) else str(status) + "\n"
        code_number = status if isinstance(status, int) else 1
        return {"stdout": captured.stdout(), "stderr": captured.stderr() + message, "exit": code_number}

    def _do_put(self, path: str, content: bytes) -> None:
        folder = os.path.dirname(path)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(path, "wb") as stream:
            stream.write(content)

    def _do_get(self, path: str) -> bytes:
        with open(path, "rb") as stream:
            return stream.read(wire.MAX_STRING + 1)

    def _do_files(self) -> list[str]:
        found = [os.path.join(folder, name) for folder, _, names in os.walk(".") for name in names]
        return sorted(path.removeprefix("./") for path in found)

    # --- exceptions ---------------------------------------------------------------------------------------------

    def _raised(self, error: BaseException) -> list[Any]:
        if isinstance(error, _Known):
            return error.reply
        missing = self._missing(error)
        if missing is not None:
            return missing
        line, file, function = self._place(error)
        if type(error) is NotImplementedError and _text(error).startswith("Task "):
            return ["n", _text(error), line]
        bases = [base.__name__ for base in type(error).__mro__ if base is not object][:20]
        return ["x", type(error).__name__[:TEXT_CAP], bases, line, file, function, _text(error)]

    def _missing(self, error: BaseException) -> list[Any] | None:
        if isinstance(error, AttributeError) and self.student is not None and error.obj is self.student:
            name = str(error.name)
        elif isinstance(error, ImportError) and error.name in self.modules and getattr(error, "name_from", None):
            name = str(error.name_from)  # type: ignore[attr-defined]
        else:
            return None
        import difflib  # slow to import, rarely needed

        near = difflib.get_close_matches(name, self._do_names(), n=1, cutoff=0.6)
        return ["m", name[:TEXT_CAP], near]

    def _place(self, error: BaseException) -> tuple[int, str, str]:
        """Line, file and function of the innermost frame in a file of the student; zeros where there is none."""
        found = (0, "", "")
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            folder, file = os.path.split(code.co_filename)
            if folder == self.box or (not folder and file.removesuffix(".py") in self.modules):
                found = (trace.tb_lineno, os.path.basename(code.co_filename), code.co_name[:TEXT_CAP])
            trace = trace.tb_next
        return found


class _Known(Exception):
    """Ends a question whose reply is known before its value is: it cannot be put, or cannot be sent."""

    def __init__(self, reply: list[Any]) -> None:
        super().__init__()
        self.reply = reply


def _packed(value: Any) -> list[Any]:
    """The reply that carries a value, or the one that says why it does not travel."""
    try:
        return ["v", wire.pack(value)]
    except wire.WireError as error:
        reason = str(error)[:TEXT_CAP]
    except BaseException as error:
        reason = "its parts cannot be read: " + type(error).__name__
    return ["u", reason, type(value).__name__[:TEXT_CAP]]


def _text(error: BaseException) -> str:
    try:
        return str(error)[:TEXT_CAP]
    except BaseException:
        return ""


def serve(desk: Desk, read: Callable[[int], bytes], write: Callable[[bytes], None]) -> None:
    """Load, say so, then answer questions until the pipe closes.

    Answers to questions that came together leave together, for waking the judge for each takes longer than most
    answers do; but they are held back for a moment only: the judge measures the time between them.
    """
    write(wire.frame(wire.dump(["v", wire.pack(desk.load())])))
    for bodies in batches(read):
        held: list[bytes] = []
        since = monotonic()
        for body in bodies:
            reply = desk.answer(wire.decode(body))
            try:
                dumped = wire.dump(reply)
            except wire.WireError as error:
                dumped = wire.dump(["u", str(error)[:TEXT_CAP], ""])
            held.append(wire.frame(dumped))
            if len(dumped) > HELD_BYTES or monotonic() - since > HELD_SECONDS:
                write(b"".join(held))
                held.clear()
                since = monotonic()
        write(b"".join(held))


def frames(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """Bodies of the frames that come in, until the pipe closes."""
    for bodies in batches(read):
        yield from bodies


def batches(read: Callable[[int], bytes]) -> Iterator[list[bytes]]:
    """Bodies of the frames that come in, those together that came together, until the pipe closes."""
    buffer = b""
    while chunk := read(1 << 16):
        buffer += chunk
        bodies, at = [], wire.HEADER.size
        while at <= len(buffer) and (end := at + wire.body_length(buffer[at - wire.HEADER.size : at])) <= len(buffer):
            bodies.append(buffer[at:end])
            at = end + wire.HEADER.size
        buffer = buffer[at - wire.HEADER.size :]
        if bodies:
            yield bodies


def close_keyboard() -> None:
    """Make `input()` fail at once with EOFError and keep what is printed out of every pipe of ours."""
    sys.stdin = io.StringIO("")
    sys.stdout = CappedText()
    sys.stderr = CappedText()
    for name in ("exit", "quit"):
        if not hasattr(builtins, name):
            setattr(builtins, name, _leave)


def _leave(code: Any = None) -> None:
    raise SystemExit(code)
