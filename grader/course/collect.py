"""Collects a class: for each student of the roster the commit that counts, and from it the declared files only.

This is the one part of grading that holds a token, and it runs nothing of what it reads: files are copied as bytes out
of git objects. A repository that cannot be reached is noted and does not stop the others; a second run goes on.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grader.catalogue.course import Course
from grader.course import push_log
from grader.course.collect_git import Access, Snapshot, Unreachable, tip
from grader.course.collect_tree import Found, Tree
from grader.course.collection import (
    MANIFEST,
    RECORD,
    SUBMISSIONS,
    Collected,
    CollectedFile,
    Collection,
    ResolvedBy,
    Status,
    digest,
    read_collection,
    record_of,
    stamp,
)
from grader.course.intake import MAX_FILE, submitted_parts
from grader.course.quiz import quiz_exercise
from grader.course.roster import Enrolment
from grader.course.store import write_atomically
from grader.errors import OutputUnwritable, UsageError
from grader.model import Exercise
from grader.reports import safe_text


@dataclass(frozen=True)
class CollectOptions:
    """How to collect; `api` is the interface that tells when pushes came."""

    access: Access
    deadline: datetime | None = None
    jobs: int = 4
    again: bool = False
    api: str = push_log.API
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def wanted(course: Course, week: str | None, exercise: str | None) -> list[Exercise]:
    """The exercises whose files are collected, with the quiz of each week that is named whole. Raises UsageError."""
    if exercise is not None:
        return list(course.find(f"{week}/{exercise}" if week and "/" not in exercise else exercise))
    chosen: list[Exercise] = []
    for item in [course.week(week)] if week is not None else course.weeks:
        chosen += item.exercises
        if course.layout.quiz(item.name).is_file():
            chosen.append(quiz_exercise(item.name, len(item.exercises) + 1))
    if not chosen:
        raise UsageError("no exercise is there yet", fix="name another week")
    return chosen


class Collecting:
    """One run over a roster. `collection` is what is known so far, and what the output folder's manifest says."""

    def __init__(
        self, roster: Sequence[Enrolment], exercises: Sequence[Exercise], output: Path, options: CollectOptions
    ) -> None:
        self.roster, self.exercises, self.output = roster, list(exercises), output
        self._stop = threading.Event()
        self.options = replace(options, access=replace(options.access, stop=self._stop))
        self.known: dict[str, Collected] = {}
        self.digest = ""
        self._started = stamp(options.now())
        self._resume()

    @property
    def collection(self) -> Collection:
        """What is known, in the roster's order."""
        students = tuple(self.known[item.student] for item in self.roster if item.student in self.known)
        finished = stamp(self.options.now()) if len(students) == len(self.roster) else ""
        return Collection(self._started, self._deadline, self._declared, students, finished)

    def run(self) -> Iterator[Collected]:
        """Yield each student's part as it is known, and keep it first. Raises OutputUnwritable."""
        todo = [item for item in self.roster if item.student not in self.known]
        pool = ThreadPoolExecutor(max_workers=self.options.jobs)
        try:
            waiting: set[Future[Collected]] = {pool.submit(self._collect, item) for item in todo}
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    item = future.result()
                    self.known[item.student] = item
                    self._keep()
                    yield item
        finally:
            self._stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
        self._keep()

    # -- what is known from an earlier run -------------------------------------------------------------------------

    @property
    def _deadline(self) -> str:
        return stamp(self.options.deadline.astimezone(UTC)) if self.options.deadline else ""

    @property
    def _declared(self) -> str:
        """A digest of all paths that are looked for: another set of files is another collection."""
        paths = sorted("/".join(submitted_parts(item, name)) for item in self.exercises for name in names(item))
        return hashlib.sha256("\n".join(paths).encode()).hexdigest()

    def _resume(self) -> None:
        manifest = self.output / MANIFEST
        if self.options.again or not manifest.exists():
            return
        earlier, _ = read_collection(manifest)
        if (earlier.deadline, earlier.declared) != (self._deadline, self._declared):
            raise UsageError(
                f"{str(self.output)!r} holds a collection for another deadline or of other exercises",
                fix="name another folder with --output, or collect into this one anew with --again",
            )
        self._started = earlier.started_at
        enrolled = {(item.student, item.repository, item.branch) for item in self.roster}
        for item in earlier.students:
            is_enrolled = (item.student, item.repository, item.branch) in enrolled
            if is_enrolled and item.status is not Status.UNREACHABLE and self._folder(item.student).is_dir():
                self.known[item.student] = item

    def _keep(self) -> None:
        text = self.collection.to_json()
        write_atomically(self.output / MANIFEST, text)
        self.digest = digest(text)

    # -- one student -----------------------------------------------------------------------------------------------

    def _folder(self, student: str) -> Path:
        return self.output / SUBMISSIONS / student

    def _collect(self, enrolment: Enrolment) -> Collected:
        """One student's part; never raises for what a repository holds or a server says."""
        item = Collected(enrolment.student, enrolment.repository, enrolment.branch, Status.UNREACHABLE)
        files: dict[str, bytes] = {}
        try:
            item = self._resolve(item)
            if item.status is Status.COLLECTED:
                with Snapshot(item.repository, item.commit, self.options.access, MAX_FILE) as snapshot:
                    item, files = self._read(item, snapshot)
        except Unreachable as error:
            message = safe_text.line(str(error))
            return replace(item, status=Status.UNREACHABLE, seen_at=stamp(self.options.now()), message=message)
        self._write(item, files)
        return item

    def _resolve(self, item: Collected) -> Collected:
        """Which commit counts."""
        found = tip(item.repository, item.branch, self.options.access)
        seen = self.options.now()
        item = replace(item, seen_at=stamp(seen))
        if found.commit is None:
            return replace(item, status=Status.EMPTY, message="the branch holds no commit")
        deadline = self.options.deadline
        if deadline is None or seen <= deadline:
            early = ("collected before the deadline; what is pushed from here on is not in it",) if deadline else ()
            return replace(item, status=Status.COLLECTED, commit=found.commit, notes=early)
        access = self.options.access
        if not push_log.has_push_log(item.repository, access.server):
            late = int((seen - deadline).total_seconds() // 60)
            note = f"collected {late} minutes after the deadline; this server does not tell when pushes came"
            return replace(item, status=Status.COLLECTED, commit=found.commit, notes=(note,))
        commit = push_log.commit_at(item.repository, found.ref, deadline, access, self.options.api)
        item = replace(item, resolved_by=ResolvedBy.PUSH_LOG)
        if commit is None:
            return replace(item, status=Status.EMPTY, message="nothing had been pushed when the deadline came")
        return replace(item, status=Status.COLLECTED, commit=commit)

    def _read(self, item: Collected, snapshot: Snapshot) -> tuple[Collected, dict[str, bytes]]:
        """The declared files of the commit."""
        tree = Tree(snapshot.entries())
        found: list[Found] = [tree.find(exercise, name) for exercise in self.exercises for name in names(exercise)]
        sizes = snapshot.sizes(sorted({part.object_id for part in found if part.object_id}))
        files: dict[str, bytes] = {}
        refused = [part.refused() for part in found if part.reason]
        for part in found:
            if not part.object_id:
                continue
            size = sizes.get(part.object_id)
            if size is None or size > MAX_FILE:
                length = "too long" if size is None else f"{size} bytes long"
                refused.append(part.refused(f"is {length}; at most {MAX_FILE} bytes are taken"))
                continue
            content = snapshot.content(part.object_id)
            if content.startswith(b"version https://git-lfs.github.com/spec/"):
                refused.append(part.refused("is kept by Git LFS, not in the commit; commit the file itself"))
                continue
            files[part.path] = content
        copied = tuple(CollectedFile(p, hashlib.sha256(c).hexdigest(), len(c)) for p, c in files.items())
        notes = tuple(part.note for part in found if part.note and part.path in files)
        return replace(item, files=copied, refused=tuple(refused), notes=(*item.notes, *notes)), files

    def _write(self, item: Collected, files: dict[str, bytes]) -> None:
        """Put the student's folder there whole; one that is half written has a name that nobody reads."""
        final, partial = self._folder(item.student), self.output / f".{item.student}.partial"
        try:
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir(parents=True)
            for path, content in files.items():
                place = partial / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(content)
            (partial / RECORD).write_text(record_of(item), encoding="utf-8", newline="\n")
            shutil.rmtree(final, ignore_errors=True)
            final.parent.mkdir(parents=True, exist_ok=True)
            partial.rename(final)
        except OSError as error:
            raise OutputUnwritable(
                f"{str(final)!r} cannot be written: {error.strerror}", fix="make room, or name another --output"
            ) from None


def names(exercise: Exercise) -> tuple[str, ...]:
    """The files of an exercise that a student may hand in."""
    return (*exercise.student_files, *exercise.optional_files)
