"""Other people's lists, brought by the operator: read with suspicion, checked whole, and only then written."""
