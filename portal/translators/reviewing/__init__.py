"""Reading and signing translations, and how far each language is."""
