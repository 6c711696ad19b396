"""Handing a page on in somebody else's language: names of what can be shared, QR codes, and paper."""
