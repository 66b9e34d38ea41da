"""Open a library from Python: `myograph.open(home)`."""
