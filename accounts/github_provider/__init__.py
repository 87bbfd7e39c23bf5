"""allauth's GitHub provider, with what a link may not change fixed in place."""
