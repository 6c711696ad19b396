"""The engine under the guides: Markdown, messages, references, dated claims. Plain Python, no Flask."""
