"""What each method of the Bot API does to the world, one module per kind of method."""
