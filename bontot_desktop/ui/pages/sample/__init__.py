"""The steps of a sample meeting's page, one module each."""
