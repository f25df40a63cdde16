"""System call filters as classic BPF, written out by hand: no library, a few hundred bytes.

Two filters. The outer one holds for the whole sandbox and refuses what no program in it needs (tracing, mounting,
keys, kernel modules). The inner one is added by each worker just before student code is loaded; by default it also
refuses new processes, new programs, sockets and System V objects, so that per-process limits are totals. Where
processes are allowed, they may talk to each other through Unix sockets, as multiprocessing does.

Format: struct sock_filter of linux/filter.h over struct seccomp_data of linux/seccomp.h (nr, arch, ip, args).
The numbers are those of the kernel's syscall tables for x86-64 and arm64.
"""

from __future__ import annotations

import platform
import struct

from grader.model import Profile

_LOAD = 0x20
_JUMP_EQUAL = 0x15
_JUMP_AT_LEAST = 0x35
_JUMP_SET = 0x45
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_ERRNO = 0x00050000
_EPERM = 1
_ENOSYS = 38
_CLONE_THREAD = 0x00010000
_CLONE_NEW_NAMESPACES = 0x7E020000
"""Every flag of `clone` that asks for a namespace; in one of its own for users a process would have all rights."""
_AF_UNIX = 1
_FIRST_ARGUMENT = 16
"""Offset of its lower half, which is all that the kernel looks at in a set of flags or a family of sockets."""
_X32_BIT = 0x40000000

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_NUMBERS: dict[str, dict[str, int]] = {
    "x86_64": {
        "socket": 41, "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "semget": 64, "msgget": 68,
        "shmget": 29, "ptrace": 101, "syslog": 103, "personality": 135, "modify_ldt": 154, "pivot_root": 155,
        "adjtimex": 159, "chroot": 161, "acct": 163, "settimeofday": 164, "mount": 165, "umount2": 166, "swapon": 167,
        "swapoff": 168, "reboot": 169, "iopl": 172, "ioperm": 173, "init_module": 175, "delete_module": 176,
        "quotactl": 179, "clock_settime": 227, "mq_open": 240, "kexec_load": 246, "add_key": 248, "request_key": 249,
        "keyctl": 250, "unshare": 272, "perf_event_open": 298, "name_to_handle_at": 303, "open_by_handle_at": 304,
        "clock_adjtime": 305, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312,
        "finit_module": 313, "memfd_create": 319, "kexec_file_load": 320, "bpf": 321, "execveat": 322,
        "userfaultfd": 323, "prlimit64": 302,
    },
    "aarch64": {
        "socket": 198, "socketpair": 199, "clone": 220, "execve": 221, "semget": 190, "msgget": 186, "shmget": 194,
        "ptrace": 117, "syslog": 116, "personality": 92, "pivot_root": 41, "adjtimex": 171, "chroot": 51, "acct": 89,
        "settimeofday": 170, "mount": 40, "umount2": 39, "swapon": 224, "swapoff": 225, "reboot": 142,
        "init_module": 105, "delete_module": 106, "quotactl": 60, "clock_settime": 112, "mq_open": 180,
        "kexec_load": 104, "add_key": 217, "request_key": 218, "keyctl": 219, "unshare": 97, "perf_event_open": 241,
        "name_to_handle_at": 264, "open_by_handle_at": 265, "clock_adjtime": 266, "setns": 268,
        "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "finit_module": 273, "memfd_create": 279,
        "kexec_file_load": 294, "bpf": 280, "execveat": 281, "userfaultfd": 282, "prlimit64": 261,
    },
}  # fmt: skip

_SHARED_NUMBERS = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_open": 434, "clone3": 435, "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442,
    "quotactl_fd": 443, "memfd_secret": 447,
}  # fmt: skip
"""Numbers that every architecture shares since Linux 5.1."""

_NEVER = (
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "kcmp", "pidfd_getfd", "pidfd_open",
    "pidfd_send_signal", "unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "open_tree", "move_mount",
    "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "add_key", "request_key", "keyctl", "bpf",
    "perf_event_open", "io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd", "name_to_handle_at",
    "open_by_handle_at", "personality", "memfd_create", "memfd_secret", "init_module", "finit_module",
    "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff", "acct", "quotactl",
    "quotactl_fd", "syslog", "settimeofday", "clock_settime", "adjtimex", "clock_adjtime", "iopl", "ioperm",
    "modify_ldt",
)  # fmt: skip

_PROCESSES = ("fork", "vfork", "execve", "execveat")
_SOCKETS = ("socket", "socketpair")
_SYSTEM_V = ("shmget", "semget", "msgget", "mq_open")


def machine() -> str:
    """Name of this machine's architecture as the filters know it; empty where there is no filter for it."""
    found = platform.machine()
    return found if found in _ARCHITECTURES else ""


def outer_filter(architecture: str) -> bytes:
    """The filter of the whole sandbox, ready for `bwrap --seccomp`."""
    return _assemble(architecture, _NEVER, forbid_fork=False)


def inner_filter(architecture: str, profile: Profile) -> bytes:
    """The filter that a worker puts on itself before it loads student code."""
    names: tuple[str, ...] = _NEVER + _SYSTEM_V
    if profile is not Profile.PROCESSES:
        names += _PROCESSES
    if profile is Profile.DEFAULT:
        names += _SOCKETS
    processes = profile is Profile.PROCESSES
    return _assemble(architecture, names, forbid_fork=not processes, unix_only=processes, own_limits_only=True)


def _assemble(
    architecture: str,
    names: tuple[str, ...],
    *,
    forbid_fork: bool,
    unix_only: bool = False,
    own_limits_only: bool = False,
) -> bytes:
    table = {**_SHARED_NUMBERS, **_NUMBERS[architecture]}
    program = [
        _statement(_LOAD, 4),
        _jump(_JUMP_EQUAL, _ARCHITECTURES[architecture], 1, 0),
        _statement(_RETURN, _KILL),
        _statement(_LOAD, 0),
    ]
    if architecture == "x86_64":
        program += [_jump(_JUMP_AT_LEAST, _X32_BIT, 0, 1), _statement(_RETURN, _KILL)]
    # clone3 keeps its flags behind a pointer that a filter cannot read; ENOSYS makes libc fall back to clone.
    program += [_jump(_JUMP_EQUAL, table["clone3"], 0, 1), _statement(_RETURN, _ERRNO | _ENOSYS)]
    refused, allowed = (0, 1) if not forbid_fork else (1, 0)
    program += [
        _jump(_JUMP_EQUAL, table["clone"], 0, 4),
        _statement(_LOAD, _FIRST_ARGUMENT),
        _jump(_JUMP_SET, _CLONE_THREAD if forbid_fork else _CLONE_NEW_NAMESPACES, refused, allowed),
        _statement(_RETURN, _ERRNO | _EPERM),
        _statement(_RETURN, _ALLOW),
    ]
    if own_limits_only:
        program += [
            _jump(_JUMP_EQUAL, table["prlimit64"], 0, 4),
            _statement(_LOAD, _FIRST_ARGUMENT),
            _jump(_JUMP_EQUAL, 0, 1, 0),
            _statement(_RETURN, _ERRNO | _EPERM),
            _statement(_RETURN, _ALLOW),
        ]
    if unix_only:
        program += [
            _jump(_JUMP_EQUAL, table["socket"], 0, 4),
            _statement(_LOAD, _FIRST_ARGUMENT),
            _jump(_JUMP_EQUAL, _AF_UNIX, 1, 0),
            _statement(_RETURN, _ERRNO | _EPERM),
            _statement(_RETURN, _ALLOW),
        ]
    for name in names:
        if name in table:
            program += [_jump(_JUMP_EQUAL, table[name], 0, 1), _statement(_RETURN, _ERRNO | _EPERM)]
    program.append(_statement(_RETURN, _ALLOW))
    return b"".join(program)


def _statement(code: int, value: int) -> bytes:
    return struct.pack("<HBBI", code, 0, 0, value)


def _jump(code: int, value: int, if_true: int, if_false: int) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)
