"""Tests of the renderers, with the sample they render."""
