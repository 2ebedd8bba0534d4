"""Everything the program can do, one function each: the store first, one transaction, and what it touched."""
