"""
Reply: Why?

Fails: check_long_rows_are_counted
"""
