"""Pictures of every screen and state of the demo marketplace, for `docs/gallery`. `make gallery` makes them."""
