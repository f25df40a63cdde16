"""Which modules a source file imports, by reading it; nothing is imported."""

from __future__ import annotations

import ast


def top_level_modules(source: bytes) -> set[str]:
    """Absolute dotted names of modules imported anywhere in trusted source; raises SyntaxError."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found
