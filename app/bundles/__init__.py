"""Bundles: what travels on a stick, how it is sealed, read, judged and merged."""
