"""What curators of a library do by command."""
