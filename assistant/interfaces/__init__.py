"""Floor 2: the faces of the engine: chat pages and the command; they show, they never decide."""
