"""Spreadsheets and glossary files: translations for people without an editor for ``.po`` files."""
