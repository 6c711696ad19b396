"""The site as a whole: its addresses, headers, logs, static files and finished pages."""
