"""The pages that are neither guide nor directory: home, chooser, about, privacy, help for helpers, errors."""
