"""The system call filters, run here on both architectures: each call is judged as promised."""

from __future__ import annotations

import errno
import socket
import struct

import pytest

from grader.model import Profile
from grader.sandbox import seccomp

ALLOWED, KILLED = 0x7FFF0000, 0x80000000
DENIED, NO_SUCH_CALL = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
MACHINES = ("x86_64", "aarch64")
READ = {"x86_64": 0, "aarch64": 63}
ABSENT = {
    "x86_64": set(),
    "aarch64": {"fork", "vfork", "iopl", "ioperm", "modify_ldt"},
}
"""Calls that an architecture does not have at all."""


def verdict(program: bytes, architecture: str, number: int, flags: int = 0, arch: int | None = None) -> int:
    """What the kernel would answer: classic BPF over a `struct seccomp_data`, as in linux/filter.h."""
    word = seccomp._ARCHITECTURES[architecture] if arch is None else arch
    data = struct.pack("<IIQ6Q", number, word, 0, flags, 0, 0, 0, 0, 0)
    instructions = list(struct.iter_unpack("<HBBI", program))
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, operand = instructions[at]
        at += 1
        if code == seccomp._LOAD:
            (accumulator,) = struct.unpack_from("<I", data, operand)
        elif code == seccomp._RETURN:
            return int(operand)
        else:
            holds = {
                seccomp._JUMP_EQUAL: accumulator == operand,
                seccomp._JUMP_AT_LEAST: accumulator >= operand,
                seccomp._JUMP_SET: bool(accumulator & operand),
            }[code]
            at += if_true if holds else if_false


def numbers(architecture: str, names: tuple[str, ...]) -> dict[str, int]:
    """Numbers of the calls that the architecture has."""
    table = {**seccomp._SHARED_NUMBERS, **seccomp._NUMBERS[architecture]}
    return {name: table[name] for name in names if name not in ABSENT[architecture]}


def verdicts(program: bytes, architecture: str, names: tuple[str, ...]) -> dict[str, int]:
    """The verdict on each of the calls."""
    return {name: verdict(program, architecture, number) for name, number in numbers(architecture, names).items()}


@pytest.mark.parametrize("architecture", MACHINES)
def test_every_call_that_is_refused_has_a_number(architecture: str) -> None:
    """No name in the lists is without a number, but for calls that the architecture does not have."""
    names = {*seccomp._NEVER, *seccomp._PROCESSES, *seccomp._SOCKETS, *seccomp._SYSTEM_V, "clone", "clone3"}
    table = {*seccomp._SHARED_NUMBERS, *seccomp._NUMBERS[architecture]}

    assert names - table == ABSENT[architecture]


@pytest.mark.parametrize("architecture", MACHINES)
def test_no_number_is_used_twice(architecture: str) -> None:
    """Two names never share a number, which would refuse one call in the name of another."""
    table = {**seccomp._SHARED_NUMBERS, **seccomp._NUMBERS[architecture]}

    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize("architecture", MACHINES)
def test_the_filter_of_the_sandbox_refuses_what_no_program_needs(architecture: str) -> None:
    """Tracing, mounting, keys and modules are refused; processes, sockets and plain calls go through."""
    program = seccomp.outer_filter(architecture)

    assert set(verdicts(program, architecture, seccomp._NEVER).values()) == {DENIED}
    allowed = verdicts(program, architecture, (*seccomp._PROCESSES, *seccomp._SOCKETS, "clone"))
    assert {*allowed.values(), verdict(program, architecture, READ[architecture])} == {ALLOWED}


@pytest.mark.parametrize("architecture", MACHINES)
@pytest.mark.parametrize(
    ("profile", "processes", "internet", "unix", "pair"),
    [
        (Profile.DEFAULT, DENIED, DENIED, DENIED, DENIED),
        (Profile.PROCESSES, ALLOWED, DENIED, ALLOWED, ALLOWED),
        (Profile.LOOPBACK, DENIED, ALLOWED, ALLOWED, ALLOWED),
    ],
)
def test_the_filter_of_a_worker_opens_what_its_profile_says(
    architecture: str, profile: Profile, processes: int, internet: int, unix: int, pair: int
) -> None:
    """New processes and sockets are refused unless the profile is theirs; processes may talk through Unix sockets."""
    program = seccomp.inner_filter(architecture, profile)

    assert set(verdicts(program, architecture, (*seccomp._NEVER, *seccomp._SYSTEM_V)).values()) == {DENIED}
    assert set(verdicts(program, architecture, seccomp._PROCESSES).values()) == {processes}
    calls = numbers(architecture, seccomp._SOCKETS)
    families = {socket.AF_INET: internet, socket.AF_INET6: internet, socket.AF_UNIX: unix, 16: internet}
    assert {family: verdict(program, architecture, calls["socket"], flags=family) for family in families} == families
    assert verdict(program, architecture, calls["socketpair"], flags=socket.AF_UNIX) == pair
    assert verdict(program, architecture, READ[architecture]) == ALLOWED


@pytest.mark.parametrize("architecture", MACHINES)
def test_threads_are_no_processes(architecture: str) -> None:
    """clone makes threads, where the profile says so processes, never namespaces; clone3 does not exist for libc."""
    calls = numbers(architecture, ("clone", "clone3"))
    default, processes = (
        seccomp.inner_filter(architecture, profile) for profile in (Profile.DEFAULT, Profile.PROCESSES)
    )

    assert verdict(default, architecture, calls["clone"], flags=0x00010000 | 0x100) == ALLOWED
    assert verdict(default, architecture, calls["clone"], flags=0x100) == DENIED
    assert verdict(default, architecture, calls["clone3"]) == NO_SUCH_CALL
    assert verdict(processes, architecture, calls["clone"], flags=0x100) == ALLOWED
    assert verdict(processes, architecture, calls["clone"], flags=0x10000000 | 17) == DENIED
    assert verdict(processes, architecture, calls["clone3"]) == NO_SUCH_CALL


@pytest.mark.parametrize("architecture", MACHINES)
def test_calls_of_another_architecture_end_the_process(architecture: str) -> None:
    """Numbers of another architecture, or of x32 on x86-64, would mean other calls: they end the process."""
    other = seccomp._ARCHITECTURES[MACHINES[1 - MACHINES.index(architecture)]]
    filters = [seccomp.outer_filter(architecture), *(seccomp.inner_filter(architecture, item) for item in Profile)]

    assert {verdict(program, architecture, 0, arch=other) for program in filters} == {KILLED}
    if architecture == "x86_64":
        x32 = seccomp._NUMBERS["x86_64"]["ptrace"] | 0x40000000
        assert {verdict(program, architecture, x32) for program in filters} == {KILLED}


@pytest.mark.parametrize("architecture", MACHINES)
def test_filters_are_small_enough_for_the_kernel(architecture: str) -> None:
    """Each filter is whole instructions, at most 4096 of them, and ends by allowing."""
    for program in (seccomp.outer_filter(architecture), seccomp.inner_filter(architecture, Profile.DEFAULT)):
        assert (len(program) % 8, len(program) // 8 <= 4096) == (0, True)
        assert program[-8:] == struct.pack("<HBBI", seccomp._RETURN, 0, 0, ALLOWED)


@pytest.mark.parametrize(("name", "known"), [("x86_64", "x86_64"), ("aarch64", "aarch64"), ("riscv64", "")])
def test_only_known_machines_have_a_filter(monkeypatch: pytest.MonkeyPatch, name: str, known: str) -> None:
    """On another processor there is no filter, and therefore no L2."""
    monkeypatch.setattr("platform.machine", lambda: name)

    assert seccomp.machine() == known
