"""Renderers: a `Report` goes in, text comes out. Siblings that know the model only, run nothing and write no file."""
