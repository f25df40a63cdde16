"""Tests of grader.course.collect: the right commit, declared files only, nothing followed, nobody stops another."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.catalogue.load import load_course
from grader.course.collect import Collecting, CollectOptions, wanted
from grader.course.collect_git import Access
from grader.course.collection import Collected, ResolvedBy, Status, read_collection
from grader.course.intake import MAX_FILE, take
from grader.course.roster import Enrolment
from grader.errors import UsageError
from tests.ci.conftest import ANSWERS_FILE, HONEST, SORT_FILE, TALLY_FILE
from tests.ci.hosting import BASIC, TOKEN, Hosting
from tests.ci.repositories import Repository, bare
from tests.e2e.ground import GOOD

SENSELESS = "the server's list of pushes cannot be read"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LOCAL = Access(protocols=("file",))


def collect(
    repositories: Sequence[Repository | Enrolment], output: Path, options: CollectOptions | None = None
) -> dict[str, Collected]:
    """Collect the good course's files from repositories, each named as its folder; gives what is known by student."""
    roster = [
        item if isinstance(item, Enrolment) else Enrolment(item.path.stem, str(item.path)) for item in repositories
    ]
    exercises = wanted(load_course(GOOD, strict=False), None, None)
    collecting = Collecting(roster, exercises, output, options or CollectOptions(LOCAL))
    for _ in collecting.run():
        pass
    return {item.student: item for item in collecting.collection.students}


def copied(output: Path, student: str) -> dict[str, bytes]:
    """The files of one student's folder, without the record."""
    folder = output / "submissions" / student
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != "collected.json"}


def test_only_declared_files_are_copied_from_the_commit(honest: Repository, tmp_path: Path) -> None:
    """What lands is the declared files byte for byte; the manifest names the commit, the time and every digest."""
    commit = honest.push({**HONEST, "weeks/01-quay/tally/conftest.py": b"evil", ".github/workflows/x.yml": b"on: push"})
    ana = collect([honest], tmp_path / "out")["ana"]
    known, _ = read_collection(tmp_path / "out" / "collection.json")

    assert {name: HONEST[name] for name in (TALLY_FILE, SORT_FILE, ANSWERS_FILE)} == copied(tmp_path / "out", "ana")
    assert (Status.COLLECTED, commit, ResolvedBy.TIP) == (ana.status, ana.commit, ana.resolved_by)
    assert (ana,) == known.students
    assert known.finished_at >= known.started_at > "2026"


def test_what_is_no_plain_file_is_refused_and_named(honest: Repository, tmp_path: Path) -> None:
    """Links, submodules, oversize files and Git LFS pointers stay behind, each with its reason; nothing is a link."""
    lfs = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"
    honest.push({SORT_FILE: b"x" * (MAX_FILE + 1), ANSWERS_FILE: lfs}, links={TALLY_FILE: "/etc/passwd"})
    ana = collect([honest], tmp_path / "out")["ana"]
    reasons = {file.path: file.reason for file in ana.refused}
    honest.push({}, links={"weeks/01-quay/tally": "/etc"}, submodules=("weeks/01-quay/sort-manifest",))
    again = collect([honest], tmp_path / "again")["ana"]

    assert {} == copied(tmp_path / "out", "ana") == copied(tmp_path / "again", "ana")
    assert "is a link; commit the file itself" == reasons[TALLY_FILE]
    assert f"is too long; at most {MAX_FILE} bytes are taken" == reasons[SORT_FILE]
    assert "is kept by Git LFS" in reasons[ANSWERS_FILE]
    assert ["a folder on the way to it is a submodule", "a folder on the way to it is a link"] == [
        file.reason.partition(";")[0] for file in again.refused
    ]


def test_a_server_that_sends_large_files_is_no_way_round_the_limit(honest: Repository, tmp_path: Path) -> None:
    """A repository whose server cannot leave large files out is measured here."""
    honest.git("config", "uploadpack.allowFilter", "false")
    honest.push({SORT_FILE: b"x" * (MAX_FILE + 1), TALLY_FILE: b"x" * MAX_FILE})
    ana = collect([honest], tmp_path / "out")["ana"]

    assert [TALLY_FILE] == [file.path for file in ana.files]
    assert f"is {MAX_FILE + 1} bytes long; at most {MAX_FILE} bytes are taken" == ana.refused[0].reason


def test_nothing_of_a_hostile_repository_is_acted_on(honest: Repository, tmp_path: Path) -> None:
    """Attributes, filters, odd names, two entries of one name: files are read as objects, so none of it matters."""
    trap = tmp_path / "sprung"
    files = {
        **HONEST,
        ".gitattributes": b"*.py filter=evil\n* text eol=crlf ident export-subst\n",
        ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = ext::touch {trap}\n'.encode(),
        ".lfsconfig": b"[lfs]\n\turl = https://example.org\n",
        "weeks/01-quay/tally/a\n::error::b.py": b"odd",
        "weeks/01-quay/tally/--help": b"odd",
        f"weeks/$(touch {trap.name}).py": b"odd",
    }
    honest.push(files)
    honest.git("config", "filter.evil.smudge", f"touch {trap}")
    honest.git("config", "core.fsmonitor", f"touch {trap}")
    ana = collect([honest], tmp_path / "out")["ana"]

    assert {name: HONEST[name] for name in (TALLY_FILE, SORT_FILE, ANSWERS_FILE)} == copied(tmp_path / "out", "ana")
    assert not trap.exists()
    assert () == ana.refused
    assert all(stat.S_ISREG(path.lstat().st_mode) or path.is_dir() for path in (tmp_path / "out").rglob("*"))


def test_a_file_in_another_folder_is_found_as_intake_finds_it(honest: Repository, tmp_path: Path) -> None:
    """Collected or cloned, the same file is graded: where it was found is noted."""
    files = {"handed in/tally.py": HONEST[TALLY_FILE], "venv/sort_manifest.py": b"no", "answers.toml": b"no"}
    honest.push(files)
    ana = collect([honest], tmp_path / "out")["ana"]
    clone = tmp_path / "ana"
    for name, content in files.items():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_bytes(content)
    exercises = wanted(load_course(GOOD, strict=False), None, None)
    taken = [take(folder, exercises).taken for folder in (clone, tmp_path / "out" / "submissions" / "ana")]

    assert ("tally: tally.py was found at handed in/tally.py",) == ana.notes
    assert [item.files for item in taken[0]] == [item.files for item in taken[1]]
    assert [item.verdict for item in taken[0]] == [item.verdict for item in taken[1]]


def test_one_repository_that_cannot_be_reached_stops_nobody(honest: Repository, tmp_path: Path) -> None:
    """Unreachable is told for the one, empty for another, and the rest are collected."""
    class_: list[Repository | Enrolment] = [Enrolment("gone", str(tmp_path / "gone")), honest, bare(tmp_path, "new")]
    class_.append(Enrolment("lost", str(honest.path), "no-such-branch"))
    found = collect(class_, tmp_path / "out")

    assert ["unreachable", "collected", "empty", "unreachable"] == [item.status.value for item in found.values()]
    assert "does not appear to be a git repository" in found["gone"].message
    assert "the repository has no branch 'no-such-branch'" == found["lost"].message
    assert ["ana", "new"] == sorted(path.name for path in (tmp_path / "out" / "submissions").iterdir())
    assert {} == copied(tmp_path / "out", "new")


def test_a_protocol_has_to_be_allowed(honest: Repository, tmp_path: Path) -> None:
    """A path on the machine is not collected from unless the instructor says so."""
    ana = collect([honest], tmp_path / "out", CollectOptions(Access()))["ana"]

    assert (Status.UNREACHABLE, "its protocol is not among those that are allowed (--protocol)") == (
        ana.status,
        ana.message,
    )


def test_the_same_command_goes_on_where_it_was(honest: Repository, tmp_path: Path) -> None:
    """Who is collected stays as seen; who was out of reach is tried again; another deadline is another folder."""
    late = bare(tmp_path / "elsewhere", "ben")
    class_: list[Repository | Enrolment] = [honest, Enrolment("ben", str(tmp_path / "ben.git"))]
    first = collect(class_, tmp_path / "out")
    honest.push({TALLY_FILE: b"changed"})
    late.push(HONEST)
    late.path.rename(tmp_path / "ben.git")
    second = collect(class_, tmp_path / "out")
    anew = collect(class_, tmp_path / "out", CollectOptions(LOCAL, again=True))

    assert (Status.UNREACHABLE, Status.COLLECTED) == (first["ben"].status, second["ben"].status)
    assert first["ana"] == second["ana"] != anew["ana"]
    with pytest.raises(UsageError, match="another deadline"):
        collect(class_, tmp_path / "out", CollectOptions(LOCAL, deadline=NOON))


def test_a_server_without_a_list_of_pushes_is_said_to_be_one(honest: Repository, tmp_path: Path) -> None:
    """A date that a student wrote into a commit moves nothing: the tip counts, and how late it was seen is noted."""
    commit = honest.push(HONEST, date="2001-01-01T00:00:00Z")
    options = CollectOptions(LOCAL, deadline=NOON, now=lambda: NOON + timedelta(minutes=95))
    ana = collect([honest], tmp_path / "out", options)["ana"]

    assert (commit, "2026-11-20T13:35:00Z", ResolvedBy.TIP) == (ana.commit, ana.seen_at, ana.resolved_by)
    assert ("collected 95 minutes after the deadline; this server does not tell when pushes came",) == ana.notes


@pytest.fixture
def over_http(hosting: Hosting) -> CollectOptions:
    """Collecting an hour after noon from the hosting service, with its token."""
    access = Access(protocols=("http",), token=TOKEN, server=hosting.url)
    return CollectOptions(access, deadline=NOON, api=hosting.url, now=lambda: NOON + timedelta(hours=1))


def enrolled(hosting: Hosting, name: str) -> Enrolment:
    """A student of the hosting service."""
    return Enrolment(name, f"{hosting.url}/our-class/{name}.git")


def test_the_list_of_pushes_decides_what_was_in_time(
    hosting: Hosting, over_http: CollectOptions, tmp_path: Path
) -> None:
    """The commit that the branch was at when the deadline came counts, over pages, whatever dates commits carry."""
    repository = hosting.repository("ana")
    in_time = repository.push(HONEST, date="2031-01-01T00:00:00Z")
    hosting.note_push("ana", in_time, "2026-11-20T11:59:59Z")
    for minute in range(5):
        late = repository.push({TALLY_FILE: b"late %d" % minute}, date="2001-01-01T00:00:00Z")
        hosting.note_push("ana", late, f"2026-11-20T12:0{minute + 1}:00Z")
    ana = collect([enrolled(hosting, "ana")], tmp_path / "out", over_http)["ana"]

    assert (in_time, ResolvedBy.PUSH_LOG, Status.COLLECTED) == (ana.commit, ana.resolved_by, ana.status)
    assert HONEST[TALLY_FILE] == copied(tmp_path / "out", "ana")[TALLY_FILE]


def test_nothing_in_time_is_empty_and_no_answer_is_unreachable(
    hosting: Hosting, over_http: CollectOptions, tmp_path: Path
) -> None:
    """Work that came late is not collected; a list that cannot be read is no reason to take the tip."""
    late, broken = hosting.repository("late"), hosting.repository("broken")
    hosting.note_push("late", late.push(HONEST), "2026-11-20T12:00:01Z")
    hosting.note_push("broken", broken.push(HONEST), "yesterday")
    found = collect([enrolled(hosting, name) for name in ("late", "broken")], tmp_path / "out", over_http)

    assert (Status.EMPTY, "nothing had been pushed when the deadline came") == (
        found["late"].status,
        found["late"].message,
    )
    assert (Status.UNREACHABLE, "the server's list of pushes cannot be read") == (
        found["broken"].status,
        found["broken"].message,
    )


def test_the_token_goes_to_its_own_server_only(hosting: Hosting, over_http: CollectOptions, tmp_path: Path) -> None:
    """The server of the token is shown it; another one, or one that it redirects to, is not; it is kept nowhere."""
    hosting.note_push("ana", hosting.repository("ana").push(HONEST), "2026-11-20T11:00:00Z")
    with Hosting(tmp_path / "other") as other:
        hosting.moved["our-class/moved"] = f"{other.url}/our-class/moved.git/info/refs?service=git-upload-pack"
        foreign = Enrolment("foreign", f"{other.url}/our-class/foreign.git")
        class_ = [enrolled(hosting, "ana"), enrolled(hosting, "moved"), foreign]
        found = collect(class_, tmp_path / "out", over_http)
        shown = {authorization for _, authorization in other.asked}
    kept = [path for path in (tmp_path / "out").rglob("*") if path.is_file() and TOKEN in path.read_text()]

    assert ["collected", "unreachable", "unreachable"] == [item.status.value for item in found.values()]
    assert "the repository has moved; write its new address into the roster" == found["moved"].message
    assert "the token may not read it" in found["foreign"].message
    assert {None} == shown
    assert BASIC in {authorization for _, authorization in hosting.asked}
    assert [] == kept
    assert TOKEN not in repr(over_http)


def test_a_list_that_does_not_reach_back_takes_nothing_away(
    hosting: Hosting, over_http: CollectOptions, tmp_path: Path
) -> None:
    """What the branch was at before the oldest push that is listed was there in time; no list at all is no answer."""
    old = hosting.repository("old")
    in_time = old.push(HONEST)
    hosting.note_push("old", old.push({TALLY_FILE: b"late"}), "2026-11-20T12:00:01Z", before=in_time)
    hosting.repository("silent").push(HONEST)
    found = collect([enrolled(hosting, name) for name in ("old", "silent")], tmp_path / "out", over_http)

    assert (in_time, Status.COLLECTED) == (found["old"].commit, found["old"].status)
    assert (Status.UNREACHABLE, "the server's list of pushes is empty") == (
        found["silent"].status,
        found["silent"].message,
    )


def test_the_list_of_pushes_is_asked_of_its_own_server_only(
    hosting: Hosting, over_http: CollectOptions, tmp_path: Path
) -> None:
    """Neither a redirect nor a next page takes the token to another server; the student is unreachable then."""
    for name in ("sent", "paged"):
        commit = hosting.repository(name).push(HONEST)
        for minute in range(3):
            hosting.note_push(name, commit, f"2026-11-20T12:0{minute}:30Z")
    with Hosting(tmp_path / "other") as other:
        hosting.moved["repos/our-class/sent/activity"] = f"{other.url}/repos/our-class/sent/activity"
        hosting.following = f"{other.url}/repos/our-class/paged/activity"
        found = collect([enrolled(hosting, name) for name in ("sent", "paged")], tmp_path / "out", over_http)
        asked = other.asked

    assert [] == asked
    assert "the server does not tell when pushes came (301)" == found["sent"].message
    assert "the list of pushes goes on at another server" == found["paged"].message


def test_a_server_that_never_answers_is_given_up(tmp_path: Path, hosting: Hosting, over_http: CollectOptions) -> None:
    """Each repository has its time; afterwards it is unreachable, and no git process is left."""
    hosting.silent.add("our-class/slow")
    access = replace(over_http.access, seconds=0.3)
    slow = collect([enrolled(hosting, "slow")], tmp_path / "out", replace(over_http, access=access))["slow"]

    assert (Status.UNREACHABLE, "git did not come to an end in its time") == (slow.status, slow.message)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"{}", SENSELESS),
        (b"<html>", "the server does not tell when pushes came (JSONDecodeError)"),
        (b"[7]", SENSELESS),
        (b'[{"timestamp": "2026-11-20T11:00:00", "before": "", "after": ""}]', SENSELESS),
        (b'[{"timestamp": "2026-11-20T11:00:00Z", "before": "", "after": "x"}]', SENSELESS),
        (b" " * (5 * 1024 * 1024), "the server does not tell when pushes came (ValueError)"),
    ],
    ids=["no-list", "no-json", "no-object", "no-time-zone", "no-commit", "giant"],
)  # fmt: skip
def test_a_list_of_pushes_that_makes_no_sense_is_no_answer(
    hosting: Hosting, over_http: CollectOptions, tmp_path: Path, answer: bytes, said: str
) -> None:
    """Whatever the server says instead of a list, nobody gets a zero for it."""
    hosting.repository("ana").push(HONEST)
    hosting.answers["repos/our-class/ana/activity"] = answer
    ana = collect([enrolled(hosting, "ana")], tmp_path / "out", over_http)["ana"]

    assert (Status.UNREACHABLE, said) == (ana.status, ana.message)


def test_a_list_of_pushes_without_end_is_given_up(hosting: Hosting, over_http: CollectOptions, tmp_path: Path) -> None:
    """A server that always has a next page is not followed for ever."""
    repository = hosting.repository("ana")
    hosting.note_push("ana", repository.push(HONEST), "2026-11-20T12:30:00Z")
    hosting.note_push("ana", repository.push(HONEST), "2026-11-20T12:31:00Z")
    hosting.page, hosting.following = 1, f"{hosting.url}/repos/our-class/ana/activity?ref=refs/heads/main"
    ana = collect([enrolled(hosting, "ana")], tmp_path / "out", over_http)["ana"]

    assert "its list of pushes is too long to be read back to the deadline" == ana.message


def test_a_commit_that_is_too_large_is_given_up(honest: Repository, tmp_path: Path) -> None:
    """Transfers and listings are bounded, whatever a server sends."""
    honest.git("config", "uploadpack.allowFilter", "false")
    honest.push({f"data/{number}.bin": os.urandom(1 << 20) for number in range(2)})
    access = replace(LOCAL, max_bytes=1 << 20)
    ana = collect([honest], tmp_path / "out", CollectOptions(access))["ana"]

    assert (Status.UNREACHABLE, "the commit is larger than 1 MiB") == (ana.status, ana.message)


def test_without_git_everybody_is_unreachable(
    honest: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without git is said to be one; nobody's work is taken for empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    ana = collect([honest], tmp_path / "out")["ana"]

    assert (Status.UNREACHABLE, "git is not installed on this machine") == (ana.status, ana.message)
