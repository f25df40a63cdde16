"""The commands of students, one file each; `main` is the entry point of the console script `course`."""

from grader.cli.student.group import group, main, run

__all__ = ["group", "main", "run"]
