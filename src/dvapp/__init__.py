"""dvapp: what a mass-mobilization board did, its figures, and the signed report made of them.

``dvapp.__version__`` is the version of the installed package; the number itself stands once, in ``pyproject.toml``.
"""


def __getattr__(name: str) -> str:
    """Answer ``__version__`` when it is asked for: reading metadata costs more than starting the command line."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import version

    return version("dvapp")
