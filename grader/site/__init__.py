"""The website: pages generated from weeks/ and from the code, built by a site generator that could be another one.

Reads the student half of a course only. Knows neither what lies in solutions/, nor how anything is judged, nor the
terminal.
"""
