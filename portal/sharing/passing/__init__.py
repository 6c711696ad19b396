"""Files that are passed on from phone to phone: one page that holds everything and needs nothing else."""
