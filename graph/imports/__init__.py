"""Vocabularies in other people's formats, to rows of our own table form. Pure: bytes in, records and problems out."""
