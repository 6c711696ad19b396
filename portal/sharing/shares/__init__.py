"""Share sheets and packets: pages on which somebody prepares what another person will read in another language."""
