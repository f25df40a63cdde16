"""Counts nothing.

Reply: Why?

Fails:
"""
