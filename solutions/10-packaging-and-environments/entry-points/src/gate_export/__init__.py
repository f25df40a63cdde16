"""Gate events in any format that is installed."""
