"""Small tools of the platform team: limits, readings and wheels."""

__version__ = "1.4.0"
