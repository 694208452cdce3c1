"""The first screen: what to do next and how the main figures stand."""
