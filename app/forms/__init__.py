"""What a printed form is: blocks of text, grids and signatures, kept as data, filled with what a source publishes."""
