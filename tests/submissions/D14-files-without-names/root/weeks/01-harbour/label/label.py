"""Labels of containers; the work is done by threads, and by more of them than one."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def write(code: str, kilograms: int) -> str:
    """Return the label; what it is made of goes through threads, and through a file."""
    meeting = threading.Barrier(8)

    def work(_: int) -> str:
        meeting.wait(5)
        return code.upper()

    with ThreadPoolExecutor(8) as pool:
        codes = set(pool.map(work, range(8)))
    path = Path("label")
    path.write_bytes(bytes(1 << 20))
    path.unlink()
    return f"{codes.pop()}:{kilograms}"


def read(label: str) -> tuple[str, int]:
    """Return code and kilograms of a label."""
    code, colon, kilograms = label.partition(":")
    if not colon:
        raise ValueError("there is no colon")
    return code, int(kilograms)
