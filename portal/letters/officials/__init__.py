"""Whom a letter goes to: published names and districts, each shown only on the days it is known to hold."""
