"""Pages a phone keeps because its reader asked it to, and the small program on the phone that shows them."""
