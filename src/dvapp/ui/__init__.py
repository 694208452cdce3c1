"""The screens (PySide6): one folder per screen with view and view-model; jobs; words for every refusal."""
