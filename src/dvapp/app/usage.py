"""What is wrong with a command line, in the user's language: click itself knows only English sentences."""

from typing import TYPE_CHECKING

from dvapp.host.i18n import _

if TYPE_CHECKING:
    import click


def usage_words(error: "click.ClickException") -> str:
    """One or two sentences: what is wrong, and where help is."""
    from click.exceptions import UsageError

    words = [_sentence(error)]
    context = error.ctx if isinstance(error, UsageError) else None
    if context is not None:
        words.append(_("Help: {command} --help").format(command=context.command_path))
    return "\n".join(words)


def _sentence(error: "click.ClickException") -> str:
    from click import exceptions as wrong

    match error:
        case wrong.MissingParameter(param=param) if param is not None:
            return _("Missing: {name}.").format(name=_name(error))
        case wrong.BadParameter(param=param) if param is not None:
            return _("The value of {name} is not valid. {reason}").format(
                name=_name(error), reason=_reason(error)
            )
        case wrong.NoSuchOption(option_name=name, possibilities=near):
            return _("There is no option {name}.").format(name=name) + _near(near)
        case wrong.NoSuchCommand(command_name=name, possibilities=near):
            return _("There is no command {name}.").format(name=name) + _near(near)
        case wrong.BadOptionUsage(option_name=name):
            return _("The option {name} needs a value.").format(name=name)
        case wrong.UsageError(message=text) if "unexpected extra argument" in text:
            return _(
                "More words than the command knows: {words}. Put a text of several words between quotes."
            ).format(words=text[text.find("(") + 1 : text.rfind(")")])
        case wrong.FileError(ui_filename=name):
            return _("The file cannot be opened: {name}").format(name=name)
        case _:
            return _("The command line is not valid. {reason}").format(reason=error.format_message())


def _near(possible: object) -> str:
    names = [str(name) for name in possible] if isinstance(possible, list | tuple) else []
    return " " + _("Meant is perhaps: {names}.").format(names=", ".join(names)) if names else ""


def _name(error: "click.BadParameter") -> str:
    param = error.param
    assert param is not None
    if param.param_type_name == "argument":
        return (param.human_readable_name or "").upper()
    return " / ".join(param.opts)


def _reason(error: "click.BadParameter") -> str:
    """What the parameter accepts, where its type tells."""
    import click

    kind = error.param.type if error.param is not None else None
    match kind:
        case click.Choice():
            return _("One of: {choices}.").format(choices=", ".join(str(one) for one in kind.choices))
        case click.IntRange() | click.types.IntParamType():
            return _("A whole number is expected.")
        case click.FloatRange() | click.types.FloatParamType():
            return _("A number is expected.")
        case click.Path():
            return _("The file or folder cannot be used.")
        case _:
            return error.message
