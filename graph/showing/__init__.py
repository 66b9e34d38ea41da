"""How links and passages are shown, on pages and in notebooks alike: their words, marked passages, pictures."""
