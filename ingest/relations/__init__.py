"""One extractor a file; `ingest.extractors` lists them in order."""
