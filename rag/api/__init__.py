"""The HTTP API, served beside the page."""
