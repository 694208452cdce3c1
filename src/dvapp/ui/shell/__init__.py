"""The window's frame: navigation, top bar, status line, and the screens that belong to no other folder."""
