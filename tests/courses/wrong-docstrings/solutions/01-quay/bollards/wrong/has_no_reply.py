"""Counts nothing.

Fails: check_both_ends_are_counted
"""
