"""The window and the command line: they show what `app` knows and run its use cases."""
