"""Counts of containers by yard block."""
