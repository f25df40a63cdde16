"""Screens of the student's commands for the documentation."""
