"""The site straight from the ``.po`` files, on this machine only, with every message outlined."""
