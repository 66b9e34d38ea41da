"""One extractor a file; `ingest.pipeline` lists them in order."""
