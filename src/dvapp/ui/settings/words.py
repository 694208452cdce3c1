"""Words for settings. Qt-free: the command line uses them too."""

from dvapp.host.i18n import _


def choice_words(name: str) -> str:
    """What a setting is about, in a few words."""
    return {
        "tsa": _("addresses of timestamp authorities; nobody is asked without one"),
        "tsa-seconds": _("how long one request for a timestamp may take, in seconds (180)"),
        "tsa-tries": _("how often an authority is asked (3)"),
        "revocation-online": _("whether the places that certificates name may be asked: yes or no"),
        "signature-image": _("picture of your signature"),
        "seal-image": _("picture of the body’s seal"),
        "seal-size": _("real width of the seal, in millimetres"),
    }[name]


def choice_fault(name: str, text: str) -> str:
    """What a setting wants instead of a value it cannot have."""
    wanted = {
        "tsa": _("An address such as http://tsa.example/ is wanted, not “{text}”."),
        "tsa-seconds": _("A whole number of seconds from 1 to 600 is wanted, not “{text}”."),
        "tsa-tries": _("A whole number from 1 to 6 is wanted, not “{text}”."),
        "seal-size": _("A width from 10 to 60 mm is wanted, not “{text}”."),
    }
    return wanted.get(name, _("The setting {where} cannot be “{text}”.")).format(where=name, text=text)
