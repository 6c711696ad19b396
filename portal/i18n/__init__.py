"""Languages: which there are, which one a reader gets, and where its words come from."""
