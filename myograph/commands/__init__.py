"""The commands of the command line, one file each; each module's `command` is what `myograph NAME` runs."""
