"""Periods, indicators and tables: numbers counted from records, each with the records behind it."""
