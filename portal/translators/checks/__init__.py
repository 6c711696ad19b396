"""What is wrong with a translation, or may be: findings, each with its place and its cure."""
