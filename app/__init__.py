"""What the register is about: its records, forms, figures and bundles; neither Qt nor SQLite is known here."""

__version__ = "0.1.0"
