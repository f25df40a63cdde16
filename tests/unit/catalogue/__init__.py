"""Tests of grader/catalogue."""
