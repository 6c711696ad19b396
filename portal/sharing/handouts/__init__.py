"""Paper and pictures: the same sections and services as the pages, set by Typst in every script."""
