"""Notes in an ExitStack how to undo each step, and sets levels by their names."""

import logging
import sys
from collections.abc import Collection
from contextlib import ExitStack
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

_undo = ExitStack()


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
    path = folder / "gatehouse.log"
    to_file = RotatingFileHandler(path, "a", MAX_BYTES, BACKUPS, encoding="UTF-8")
    to_console = logging.StreamHandler(sys.stderr if console is None else console)
    console_level = "DEBUG" if verbose else "INFO"
    tear_down()
    logging.getLogger().setLevel("DEBUG")
    _install(to_file, FILE_FORMAT, "DEBUG")
    _install(to_console, CONSOLE_FORMAT, console_level)


def tear_down() -> None:
    """Run what set_up has noted for this moment; the stack is empty afterwards, for use again."""
    _undo.close()


def _install(handler: logging.Handler, form: str, level: str) -> None:
    handler.setFormatter(logging.Formatter(form))
    handler.setLevel(level)
    _undo.callback(handler.close)
    logging.getLogger().addHandler(handler)
    _undo.callback(logging.getLogger().removeHandler, handler)
