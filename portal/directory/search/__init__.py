"""Finding a service by what somebody types, however they spell it."""
