"""Counts nothing.

Reply: Why?

Fails: check_of_yesterday
"""
