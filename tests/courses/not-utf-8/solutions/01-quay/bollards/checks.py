"""Hidden checks of Göteborg."""
