"""Adds two more handlers at each call.

Reply: After a second call of your set_up every line comes twice. What became of the handlers of the
first call?

Fails: check_the_last_set_up_counts check_any_number_of_set_ups check_handlers_of_others_stay
"""

import logging
from collections.abc import Collection
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

CONSOLE_FORMAT = "%(levelname)-8s %(name)s: %(message)s"
FILE_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
MAX_BYTES = 5_000_000
BACKUPS = 5

plates_log = logging.getLogger("gatehouse.plates")
lanes_log = logging.getLogger("gatehouse.lanes")
logging.getLogger("gatehouse").addHandler(logging.NullHandler())

_installed: list[logging.Handler] = []


def read_plate(raw: str) -> str:
    """The plate in a reading of the camera, tidied up; raises ValueError if there is none."""
    plate = " ".join(raw.split()).upper()
    if not plate:
        raise ValueError("the reading holds no plate")
    plates_log.debug("read %r as %s", raw, plate)
    return plate


def admit(lane: int, raw: str, booked: Collection[str]) -> bool:
    """Whether the lorry that the camera saw in `lane` may pass."""
    try:
        plate = read_plate(raw)
    except ValueError:
        lanes_log.exception("lane %d: no plate", lane)
        return False
    if plate not in booked:
        lanes_log.warning("lane %d: %s is not booked", lane, plate)
        return False
    lanes_log.info("lane %d: %s admitted", lane, plate)
    return True


def close_gate(reason: str) -> None:
    """Report that the gate cannot go on."""
    lanes_log.critical("gate closed: %s", reason)


def set_up(folder: Path, console: TextIO | None = None, *, verbose: bool = False) -> None:
    """Send all records to `console` and a rotating file in `folder`; replaces an earlier set-up."""
    folder.mkdir(parents=True, exist_ok=True)
    to_file = RotatingFileHandler(
        folder / "gatehouse.log", maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8"
    )
    to_file.setFormatter(logging.Formatter(FILE_FORMAT))
    to_console = logging.StreamHandler(console)  # None stands for sys.stderr
    to_console.setFormatter(logging.Formatter(CONSOLE_FORMAT))
    to_console.setLevel(logging.DEBUG if verbose else logging.INFO)

    root = logging.getLogger()
    root.setLevel(logging.DEBUG)
    for handler in (to_console, to_file):
        root.addHandler(handler)
        _installed.append(handler)


def tear_down() -> None:
    """Take the handlers of the last set-up off the root logger and close them."""
    while _installed:
        handler = _installed.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()
