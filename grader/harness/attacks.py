"""Attacks that `grader doctor` makes from inside a worker: each function tries one thing and says how far it got.

Handed to a sandbox as if a student had written it. It holds no secret, and every attempt is bounded, for where a layer
is missing it succeeds.
"""

import ctypes
import errno
import os
import resource
import socket

LIBC = ctypes.CDLL(None, use_errno=True)
SCRATCH_TRIED = 64 << 20
MEMORY_TRIED = 4 << 30


def user() -> object:
    """The uid that student code runs under."""
    return os.getuid()


def read_file(path: str) -> object:
    """Whether a file of the judge can be read."""
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read(100)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "error")


def write_file(path: str) -> object:
    """Whether a file can be made at a place that must be read-only."""
    try:
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("x")
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "error")
    os.unlink(path)
    return "written"


def fill(folder: str) -> int:
    """Bytes that fit into a scratch folder, tried in files below the size limit of one file."""
    written = 0
    try:
        for number in range(SCRATCH_TRIED >> 20):
            with open(f"{folder}/fill{number}", "wb") as stream:
                stream.write(bytes(1 << 20))
            written += 1 << 20
    except OSError:
        pass
    finally:
        for name in os.listdir(folder):
            if name.startswith("fill"):
                os.unlink(f"{folder}/{name}")
    return written


def big_file(folder: str) -> int:
    """Bytes that one file can take."""
    written = 0
    path = f"{folder}/big"
    try:
        with open(path, "wb", buffering=0) as stream:
            for _ in range(SCRATCH_TRIED >> 20):
                written += stream.write(bytes(1 << 20))
    except OSError:
        pass
    finally:
        os.unlink(path)
    return written


def environment() -> object:
    """Names of all environment variables."""
    return sorted(os.environ)


def proc() -> object:
    """Whether other processes can be looked at."""
    return os.path.exists("/proc/1")


def root() -> object:
    """What lies in the root folder."""
    return sorted(os.listdir("/"))


def signal_process(pid: int) -> str:
    """Whether a process can be sent a signal; signal 0 only asks."""
    try:
        os.kill(pid, 0)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "error")
    return "reached"


def fork() -> object:
    """Whether another process can be started."""
    try:
        pid = os.fork()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "error")
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return "forked"


def leave_child() -> object:
    """Start a process that would go on for ever, and leave it."""
    pid = os.fork()
    if pid == 0:
        os.setsid()
        while True:
            os.sched_yield()
    return pid


def execute() -> object:
    """Whether another program can take this process's place; asked with a path that does not exist."""
    try:
        os.execv("/nonexistent", ["x"])
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "error")


def connect(host: str, port: int) -> str:
    """Whether something outside can be reached."""
    try:
        with socket.socket() as client:
            client.settimeout(1)
            client.connect((host, port))
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, type(error).__name__)
    return "connected"


def own_loopback() -> object:
    """Whether a server and a client inside can talk to each other."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        other, _ = server.accept()
        with other:
            client.sendall(b"x")
            return other.recv(1).decode()


def own_pair() -> str:
    """Whether two processes inside could talk to each other."""
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        return other.recv(1).decode()


def system_call(name: str, *arguments: object) -> str:
    """How the kernel answers a call through libc."""
    ctypes.set_errno(0)
    if getattr(LIBC, name)(*arguments) == -1:
        return errno.errorcode.get(ctypes.get_errno(), "error")
    return "allowed"


def privileges() -> object:
    """no_new_privs, the seccomp mode, and how many capabilities could ever be had again."""
    bounding = sum(LIBC.prctl(23, number, 0, 0, 0) == 1 for number in range(41))
    return LIBC.prctl(39, 0, 0, 0, 0), LIBC.prctl(21, 0, 0, 0, 0), bounding


def memory() -> object:
    """Whether much memory can be taken."""
    try:
        return len(bytearray(MEMORY_TRIED)) > 0
    except MemoryError:
        return False


def core() -> object:
    """The size of core dumps that are allowed."""
    return resource.getrlimit(resource.RLIMIT_CORE)[0]


def descriptors() -> object:
    """Open descriptors beside the three standard ones."""
    found = []
    for number in range(3, 256):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found


def loop() -> None:
    """Never come back."""
    while True:
        pass
