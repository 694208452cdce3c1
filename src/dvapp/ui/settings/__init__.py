"""The settings of this user on this computer, one section a subject."""
