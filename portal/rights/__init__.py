"""Know-your-rights guides, the timeline of what changed, and the states in the lawsuit."""
