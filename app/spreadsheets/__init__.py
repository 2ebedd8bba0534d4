"""Officers' Excel workbooks, in and out: cells as they stand in the file, without a word about what they mean."""
