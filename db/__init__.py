"""Keeps the register in one encrypted SQLite file; implements the ports of `app`."""
