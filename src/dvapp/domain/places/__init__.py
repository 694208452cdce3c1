"""Administrative units and the boards that work in them."""
