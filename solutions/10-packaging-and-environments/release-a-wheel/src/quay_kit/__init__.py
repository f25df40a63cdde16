"""Small tools of the platform team: limits, readings and wheels."""
