"""The nouns, the vocabulary, RDF, the store, links and paths: knows nothing of the other rooms."""
