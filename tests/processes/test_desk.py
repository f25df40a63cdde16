"""The worker's front desk, in a plain process with trusted code: what it loads, and what it answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader import wire
from grader.harness.answers import Answer, AnswerKind, read_answer
from grader.harness.capture import OUTPUT_CAP
from grader.sandbox.staging import Staging
from grader.wire import EnumMember, Opaque, Record
from tests.builders import MODULE, ROOT, PlainWorker, ask, call, text

SOURCE = text(
    '''
    """A module as a student hands it in."""
    import enum
    import logging
    import sys
    from dataclasses import dataclass

    import second

    class Kind(enum.Enum):
        BULK = 1

    @dataclass
    class Berth:
        hours: int

        def book(self, hours, *, force=False):
            return self.hours - hours

    class FullError(ValueError):
        def __str__(self):
            raise RuntimeError

    class Sly:
        def __getattr__(self, name):
            raise RuntimeError(name)

    _private = 1

    def double(number, times=2, **more):
        return number * times

    def todo():
        raise NotImplementedError("Task 1: write it")

    def abstract():
        raise NotImplementedError

    def fails():
        raise FullError

    def inner():
        return double.missing

    def misses():
        return sys.modules[__name__].dubble

    def kinds():
        return Kind.BULK, Berth(3), Kind

    def speaks(items):
        print("out", len(items))
        print("err", file=sys.stderr)
        logging.getLogger("yard").warning("%s hours", len(items))
        logging.getLogger("yard").debug("plain")
        items.append(4)
        return items[0]

    def prints(count):
        print("x" * count)
        print("y")

    def counts(most):
        yield from range(most)

    def endless():
        return iter(int, 1)

    def large():
        return ["x" * 1000] * 2000

    def many():
        return [[]] * 200_000

    class Odd(dict):
        pass

    class Trap:
        __dataclass_fields__ = {"a": None}

        @property
        def a(self):
            raise RuntimeError("no")

    def trap():
        return Trap()

    def reads():
        return input()

    def leaves():
        exit(3)

    def uses_second():
        return second.NAME

    if __name__ == "__main__":
        print("program", sys.argv[1:], sys.stdin.read())
        print("problem", file=sys.stderr)
        logging.warning("from the program")
        if len(sys.argv) > 1:
            sys.exit({"none": None, "two": 2, "text": "no such berth", "true": True}[sys.argv[1]])
    '''
)
PROBES = text(
    """
    import berth_board

    def probed():
        return "probe", berth_board.double(4)

    def speaks(items):
        return "hidden by a probe"

    def late():
        raise ImportError("x", name="berth_board")

    def later():
        error = ImportError("cannot import name", name="berth_board")
        error.name_from = "duble"
        raise error
    """
)


class Hall:
    """A folder of files and the plain workers over it."""

    def __init__(self, folder: Path) -> None:
        self.box, self.scratch = folder / "box", folder / "scratch"
        self.box.mkdir()
        self.scratch.mkdir()
        self.workers: list[PlainWorker] = []
        self.loaded: Any = None

    def open(self, files: dict[str, str], *modules: str, probes: Path | None = None, **options: Any) -> PlainWorker:
        """A worker over the files; what it says of their import is in `loaded`."""
        for name, source in files.items():
            (self.box / name).write_text(source, encoding="utf-8")
        worker = PlainWorker(self.scratch, *options.pop("command", ()), **options)
        self.workers.append(worker)
        worker.spawn("questions", box=str(self.box), modules=list(modules), probes=str(probes or ""))
        self.loaded = read_answer(worker.receive()).value
        return worker

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.end()


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """A place for workers of one test."""
    place = Hall(tmp_path)
    yield place
    place.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainWorker]:
    """A worker over the module above, without probes."""
    place = Hall(tmp_path_factory.mktemp("desk"))
    yield place.open({f"{MODULE}.py": SOURCE, "second.py": "NAME = 'second'\n"}, MODULE, "second", "third")
    place.close()


# --- calls ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "value"),
    [
        ("double", [3], {}, 6),
        ("double", [3, 5], {}, 15),
        ("double", [[1]], {"times": 3, "other": 1}, [1, 1, 1]),
        ("kinds", [], {}, (EnumMember("Kind", "BULK"), Record("Berth", (("hours", 3),)), Opaque("EnumType"))),
        ("Berth", [3], {}, Record("Berth", (("hours", 3),))),
        ("Kind.BULK.name.lower", [], {}, "bulk"),
        ("uses_second", [], {}, "second"),
    ],
)
def test_a_call_gives_its_value(desk: PlainWorker, name: str, args: Any, kwargs: Any, value: Any) -> None:
    """A function, class or dotted name of the module is called, and the value comes back as plain data."""
    assert ask(desk, "call", name, args, kwargs) == Answer(AnswerKind.VALUE, value)


@pytest.mark.parametrize(
    ("name", "type_name", "bases", "function", "words"),
    [
        ("fails", "FullError", ("FullError", "ValueError", "Exception", "BaseException"), "fails", ""),
        ("inner", "AttributeError", ("AttributeError", "Exception", "BaseException"), "inner", "missing"),
        ("reads", "EOFError", ("EOFError", "Exception", "BaseException"), "reads", "EOF"),
        ("leaves", "SystemExit", ("SystemExit", "BaseException"), "leaves", "3"),
        ("abstract", "NotImplementedError", ("NotImplementedError", "RuntimeError"), "abstract", ""),
    ],
)
def test_an_exception_is_described(
    desk: PlainWorker, name: str, type_name: str, bases: tuple[str, ...], function: str, words: str
) -> None:
    """What was raised comes back as names, with the place in the student's file."""
    answer = call(desk, name)

    assert (answer.kind, answer.type_name, answer.bases[: len(bases)]) == (AnswerKind.RAISED, type_name, bases)
    assert (answer.file, answer.function, words in answer.text) == (f"{MODULE}.py", function, True)
    assert "raise" in SOURCE.splitlines()[answer.line - 1] or name in ("inner", "reads", "leaves")


def test_a_call_with_other_parameters_has_no_place_in_the_file(desk: PlainWorker) -> None:
    """An exception from outside the student's code has no line in it."""
    answer = call(desk, "double")

    assert (answer.type_name, answer.line, answer.file) == ("TypeError", 0, "")


def test_a_task_that_is_not_written_is_told_apart(desk: PlainWorker) -> None:
    """The stub's NotImplementedError is its own kind; any other one is an exception."""
    assert call(desk, "todo").kind is AnswerKind.TODO
    assert call(desk, "todo").text == "Task 1: write it"


@pytest.mark.parametrize(
    ("name", "missing", "near"),
    [("dubble", "dubble", ("double",)), ("nothing_like_it", "nothing_like_it", ()), ("misses", "dubble", ("double",))],
)
def test_a_missing_name_comes_with_a_near_one(
    desk: PlainWorker, name: str, missing: str, near: tuple[str, ...]
) -> None:
    """A name that the module does not define is told apart from any other AttributeError."""
    assert call(desk, name) == Answer(AnswerKind.MISSING, type_name=missing, bases=near)


@pytest.mark.parametrize(
    ("name", "type_name", "reason"),
    [
        ("large", "", "at most"),
        ("many", "list", "more than"),
        ("trap", "Trap", "its parts cannot be read: RuntimeError"),
    ],
)
def test_what_cannot_be_sent_says_so(desk: PlainWorker, name: str, type_name: str, reason: str) -> None:
    """A value too large, or one whose parts cannot be read, is its own kind of answer."""
    answer = call(desk, name)

    assert (answer.kind, answer.type_name, reason in answer.text) == (AnswerKind.UNSENDABLE, type_name, True)


def test_what_cannot_be_sent_says_so_when_it_is_observed(desk: PlainWorker) -> None:
    """An observed call whose value is too large is no exception of the student's."""
    answers = [ask(desk, "observe", name, [], {}) for name in ("large", "many", "trap")]

    assert [answer.kind for answer in answers] == [AnswerKind.UNSENDABLE] * 3
    assert [answer.type_name for answer in answers] == ["", "list", "Trap"]


def test_questions_that_come_together_are_answered_in_order(desk: PlainWorker) -> None:
    """Many questions in one write give as many replies, each in its place."""
    for number in range(50):
        desk.send(["call", "double", [number], {}])
    replies = [read_answer(desk.receive()).value for _ in range(50)]

    assert replies == [2 * number for number in range(50)]


def test_a_question_in_pieces_is_put_together(desk: PlainWorker) -> None:
    """Questions larger than one read, and frames cut anywhere, are read as they were meant."""
    large = ["call", "double", ["x" * 100_000, 1], {}]
    desk.send(large)
    assert len(read_answer(desk.receive()).value) == 100_000
    desk.send_raw(wire.frame(wire.encode(large))[:7])
    desk.send_raw(wire.frame(wire.encode(large))[7:])

    assert len(read_answer(desk.receive()).value) == 100_000


# --- other operations -------------------------------------------------------------------------------------------------


def test_observe_tells_all_that_a_call_did(desk: PlainWorker) -> None:
    """Value, output, log records and the arguments afterwards come back together."""
    seen = ask(desk, "observe", "speaks", [[1, 2]], {}).value

    common = {"logger": "yard", "exc_info": False}
    assert seen == {
        "value": 1,
        "raised": None,
        "stdout": "out 2\n",
        "stderr": "err\n",
        "arguments": [[1, 2, 4]],
        "logs": [
            {**common, "level": "WARNING", "message": "2 hours", "template": "%s hours", "lazy": True},
            {**common, "level": "DEBUG", "message": "plain", "template": "plain", "lazy": False},
        ],
    }


def test_observe_names_an_exception_and_keeps_the_rest(desk: PlainWorker) -> None:
    """What was raised is one observation among others; what is missing or not written is an answer of its own."""
    seen = ask(desk, "observe", "fails", [], {}).value

    assert (seen["raised"], seen["value"]) == ("FullError", None)
    assert ask(desk, "observe", "todo", [], {}).kind is AnswerKind.TODO
    assert ask(desk, "observe", "misses", [], {}).kind is AnswerKind.MISSING


def test_observed_values_arrive_as_called_ones_do(desk: PlainWorker) -> None:
    """A value that is observed is the same as the one that a plain call gives."""
    assert ask(desk, "observe", "kinds", [], {}).value["value"] == call(desk, "kinds").value


def test_output_is_cut(desk: PlainWorker) -> None:
    """Of what is printed the beginning is kept, however much it is."""
    seen = ask(desk, "observe", "prints", [10**6], {}).value

    assert (len(seen["stdout"]), set(seen["stdout"])) == (OUTPUT_CAP, {"x"})


@pytest.mark.parametrize(
    ("name", "args", "count", "taken"),
    [
        ("counts", [9], 3, {"items": [0, 1, 2], "exhausted": False, "is_iterator": True}),
        ("counts", [2], 3, {"items": [0, 1], "exhausted": True, "is_iterator": True}),
        ("endless", [], 2, {"items": [0, 0], "exhausted": False, "is_iterator": True}),
        ("double", [[7]], 2, {"items": [7, 7], "exhausted": False, "is_iterator": False}),
    ],
)
def test_take_asks_for_no_more_than_it_needs(
    desk: PlainWorker, name: str, args: Any, count: int, taken: dict[str, Any]
) -> None:
    """The first items of a result are taken, and it says whether there were more."""
    assert ask(desk, "take", name, args, {}, count).value == taken


def test_signatures_and_names_can_be_looked_at(desk: PlainWorker) -> None:
    """Parameters with their kinds, and the public names of the module, are plain data."""
    assert ask(desk, "signature", "Berth.book").value == [
        ("self", "positional_or_keyword", False),
        ("hours", "positional_or_keyword", False),
        ("force", "keyword_only", True),
    ]
    assert set(ask(desk, "names").value) > {"Berth", "double", "todo"}
    assert [name for name in ask(desk, "names").value if name.startswith("_")] == []


def test_files_in_the_working_folder_can_be_put_listed_and_read(desk: PlainWorker) -> None:
    """A check can leave files for the code and look at those that it wrote."""
    assert ask(desk, "put", "a/b.txt", b"one").value is None
    assert ask(desk, "put", "c.txt", b"two").value is None

    assert (ask(desk, "files").value, ask(desk, "get", "a/b.txt").value) == (["a/b.txt", "c.txt"], b"one")
    assert ask(desk, "get", "d.txt").type_name == "FileNotFoundError"


def test_a_file_that_is_too_large_cannot_be_read(desk: PlainWorker) -> None:
    """Of a huge file just too much is read, so that the answer says so."""
    ask(desk, "put", "large", b"x" * 200_000)
    (desk.scratch / "large").write_bytes(b"x" * (wire.MAX_STRING + 5))

    assert ask(desk, "get", "large").kind is AnswerKind.UNSENDABLE


@pytest.mark.parametrize(
    ("argv", "exit_", "stderr"),
    [
        ([], 0, "problem\n"),
        (["none"], 0, "problem\n"),
        (["two"], 2, "problem\n"),
        (["true"], 1, "problem\n"),
        (["text"], 1, "problem\nno such berth\n"),
    ],
)
def test_the_file_runs_as_a_program(desk: PlainWorker, argv: list[str], exit_: int, stderr: str) -> None:
    """Arguments and input go in; output, errors and the exit status that a shell would see come back."""
    ran = ask(desk, "run", argv, "north").value

    assert (ran["stdout"], ran["stderr"], ran["exit"]) == (f"program {argv} north\n", stderr, exit_)


def test_a_program_that_raises_is_an_exception(desk: PlainWorker) -> None:
    """An exception that leaves the program is described like one of a call."""
    answer = ask(desk, "run", ["unknown"], "")

    assert (answer.type_name, answer.file) == ("KeyError", f"{MODULE}.py")


def test_an_unknown_operation_is_an_answer_too(desk: PlainWorker) -> None:
    """A question that no desk knows does not end the worker."""
    assert ask(desk, "explode").kind is AnswerKind.RAISED
    assert call(desk, "double", 2).value == 4


# --- loading ----------------------------------------------------------------------------------------------------------


def test_probes_hide_the_students_names(hall: Hall, tmp_path: Path) -> None:
    """A probe of a name is used instead of the student's function; what it does not define is the student's."""
    source = tmp_path / "probes.py"
    source.write_text(PROBES, encoding="utf-8")
    with Staging() as staging:
        compiled = staging.probes(source, "x")
        worker = hall.open({f"{MODULE}.py": SOURCE, "second.py": ""}, MODULE, probes=compiled)

    assert hall.loaded == {"fatal": False}
    assert [call(worker, name, [1]).value for name in ("speaks", "double")] == ["hidden by a probe", [1, 1]]
    assert (call(worker, "probed").value, call(worker, "probed").line) == (("probe", 8), 0)
    assert (call(worker, "later").kind, call(worker, "later").bases) == (AnswerKind.MISSING, ("double",))
    assert (call(worker, "late").kind, call(worker, "late").type_name) == (AnswerKind.RAISED, "ImportError")


def test_probes_that_do_not_fit_the_module_fail_their_questions_only(hall: Hall, tmp_path: Path) -> None:
    """Probes that cannot be imported over a module are reported, and each question says why."""
    source = tmp_path / "probes.py"
    source.write_text("from berth_board import double\nraise ValueError('no')\n", encoding="utf-8")
    with Staging() as staging:
        worker = hall.open(
            {f"{MODULE}.py": "def double(x):\n    return x\n"}, MODULE, probes=staging.probes(source, "x")
        )

    assert hall.loaded == {"fatal": False, "probes": "ValueError: no"}
    assert (call(worker, "double", 1).type_name, call(worker, "double", 1).text) == ("ValueError", "no")
    assert ask(worker, "names").value == ["double"]


@pytest.mark.parametrize(
    ("source", "report"),
    [
        ("x = (\n", {"type": "SyntaxError", "text": "'(' was never closed", "line": 1, "column": 5}),
        ("\n\nx = 1 / 0\n", {"type": "ZeroDivisionError", "text": "division by zero", "line": 3, "column": 0}),
        ("import nowhere\n", {"type": "ModuleNotFoundError", "missing": "nowhere", "line": 1, "column": 0}),
        ("eval('1 +', {})\n", {"type": "SyntaxError", "file": "<string>", "line": 1}),
        ("from second import nothing\n", {"type": "ImportError", "missing": "second", "line": 1}),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else "",
)
def test_a_failed_import_says_where_it_stopped(hall: Hall, source: str, report: dict[str, Any]) -> None:
    """The exception, its words and its place are told; it is fatal, for nothing can be asked."""
    hall.open({f"{MODULE}.py": source, "second.py": ""}, MODULE)

    assert {key: hall.loaded[key] for key in report} == report
    assert hall.loaded["fatal"] is True


def test_a_second_file_that_fails_is_named(hall: Hall) -> None:
    """All files of the exercise are imported in order, and the one that fails is named."""
    hall.open({f"{MODULE}.py": "x = 1\n", "second.py": "\nraise ValueError('two')\n"}, MODULE, "second")

    assert (hall.loaded["file"], hall.loaded["line"], hall.loaded["text"]) == ("second.py", 2, "two")


def test_a_file_that_ends_the_program_is_kept(hall: Hall) -> None:
    """What was defined before SystemExit counts; what `exit` is, is known although there is no site module."""
    worker = hall.open({f"{MODULE}.py": "x = 1\n\ndef f():\n    return 5\n\nexit(2)\n"}, MODULE)

    assert (hall.loaded["fatal"], hall.loaded["type"], hall.loaded["line"]) == (False, "SystemExit", 6)
    assert call(worker, "f").value == 5


def test_side_by_side_without_the_package_the_program_is_the_same(hall: Hall) -> None:
    """As in the sandbox: the modules lie beside each other and nothing called grader can be imported."""
    folders = [str(ROOT / "grader" / name) for name in ("harness", "sandbox", "")]
    program = (
        f"import runpy, sys; sys.path[:0] = {folders!r}; sys.modules['grader'] = None; sys.argv[0] = 'program.py';"
        f"runpy.run_path({str(ROOT / 'grader/harness/program.py')!r}, run_name='__main__')"
    )
    source = "import sys\n\ndef f():\n    return sorted(name for name in sys.modules if name.startswith('grader.'))\n"
    worker = hall.open({f"{MODULE}.py": source}, MODULE, command=(sys.executable, "-c", program))

    assert (hall.loaded, call(worker, "f").value) == ({"fatal": False}, [])


def test_what_is_warm_is_there_before_student_code(hall: Hall) -> None:
    """Modules named beforehand are imported by the zygote; one that does not exist is passed over."""
    source = "import sys\n\ndef f():\n    return 'colorsys' in sys.modules, sys.path[-2:]\n"
    worker = hall.open({f"{MODULE}.py": source}, MODULE, warm=("colorsys", "no_such_module"), libraries="/nonexistent")

    assert call(worker, "f").value == (True, ["/nonexistent", str(hall.box)])
