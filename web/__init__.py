"""Pages, JSON, the SPARQL service, graph pictures and embeds."""
