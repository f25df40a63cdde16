"""Calls `main` when run as a module, and throws its result away.

Reply: Run as a module your program always ends with the status 0. Who turns what `main` returns into a status, and who does it for the command?

Fails: check_module_runs_like_the_command
"""

from .cli import main

main()
