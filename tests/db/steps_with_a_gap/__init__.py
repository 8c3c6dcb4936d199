"""Two steps that forgot the one between them."""
