"""The course as it lies on disk: reads weeks/ and solutions/, writes nothing, runs no exercise.

This package only holds its modules; import what you need from them.
"""
