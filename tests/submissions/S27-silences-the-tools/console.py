# mypy: ignore-errors
# ruff: noqa
# flake8: noqa
# pylint: disable=all
#{console_right}


def lift(number):  # type: ignore
    import os, sys  # noqa
    return undefined_name  # type: ignore[name-defined]  # noqa: F821
