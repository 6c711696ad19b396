"""Whom a family can call: services near them, each with where it is listed and when somebody last checked."""
