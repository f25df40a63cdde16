"""`grader doctor`: attacks each layer of the sandbox and shows what held."""

from __future__ import annotations

import platform
import shutil

import click
from rich.console import Console
from rich.table import Table

from grader.cli.options import confinement_for, isolation_option
from grader.errors import ExitCode
from grader.harness.doctor import Finding, examine, is_safe
from grader.sandbox import seccomp


@click.command("doctor")
@isolation_option
def command(isolation: str | None) -> int:
    """Attack each layer of the sandbox that this machine offers and show a table of what held.

    Ends with 0 if all layers of level L2 hold, with 1 if one does not.

    Example: grader doctor
    """
    console = Console()
    confinement = confinement_for(isolation, best=True)
    console.print(f"Python {platform.python_version()} on {platform.system()} {platform.release()}", highlight=False)
    console.print(f"bubblewrap: {shutil.which('bwrap') or 'not installed'}", highlight=False, soft_wrap=True)
    console.print(f"system call filter: {seccomp.machine() or 'not for this processor'}", highlight=False)
    note = f" ({confinement.note})" if confinement.note else ""
    console.print(
        f"isolation: {confinement.level}, variant {confinement.variant}{note}", highlight=False, soft_wrap=True
    )
    if confinement.level != "L2":
        console.print(
            "Level L1 separates processes only: student code can read files of this account and use the network. "
            "It is for trying things out, not for grading.",
            highlight=False,
        )
        return ExitCode.NOT_ALL_PASSED
    findings = list(examine(confinement))
    console.print(_table(findings))
    safe = is_safe(findings, confinement.level)
    broken = sum(not finding.held and finding.mandatory for finding in findings)
    console.print("every layer held" if safe else f"{broken} attacks succeeded: do not grade on this machine")
    return ExitCode.DONE if safe else ExitCode.NOT_ALL_PASSED


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("layer", "attack", "held", "what came back"):
        table.add_column(name, overflow="fold")
    for finding in findings:
        held = "yes" if finding.held else "NO" if finding.mandatory else "no (cannot be had without root)"
        table.add_row(finding.layer, finding.attack, held, finding.seen)
    return table
