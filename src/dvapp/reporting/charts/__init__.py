"""Charts as pictures of a page: laid out in millimetres, in the report's own letters, to be told apart in black and white."""
