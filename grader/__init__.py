"""Quayside: a course in production Python that grades itself.

This package only holds the version; import what you need from its modules.
"""

__version__ = "0.1.0"
