"""Processes and messages: the untrusted worker, the pipe to it, and what came back; knows no points and no checks."""
