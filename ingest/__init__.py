"""Files to documents, documents to readings: sentences, mentions and assertions with their evidence."""
