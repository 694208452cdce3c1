"""The root of ``dvappctl`` and its groups."""

from pathlib import Path

import click

from dvapp.app.commands.frame import Choices
from dvapp.host.i18n import LANGUAGES, _


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help=_("Record, report, sign and verify for a mass-mobilization board, without a screen."),
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="DVAPP_STORE",
    help=_("The board's store."),
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    envvar="DVAPP_PASSWORD_FILE",
    help=_("A file whose first line is the password; without it you are asked."),
)
@click.option(
    "--user",
    metavar="LOGIN",
    envvar="DVAPP_USER",
    help=_("Whose password it is, where the store has several accounts."),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages."))
@click.version_option(package_name="dvapp", prog_name="dvappctl")
@click.pass_context
def cli(
    context: click.Context, store: Path | None, password_file: Path | None, user: str | None, lang: str | None
) -> None:
    """Keep what stands before the command; the language was set before the commands were read."""
    del lang
    context.obj = Choices(store=store, password_file=password_file, user=user)


def _add_commands() -> None:
    from dvapp.app.commands import (
        account,
        catalogue,
        deadlines,
        demo,
        due,
        evidence,
        export,
        figures_grid,
        filtering,
        importing,
        kinds,
        lint,
        options,
        pack,
        paper_batch,
        paper_issue,
        paper_timestamp,
        print_,
        qr,
        record,
        register,
        report,
        report_text,
        rules,
        search,
        settings,
        store,
        token,
        trust,
        verify,
    )

    for command in (demo.demo, store.store, kinds.kinds, record.record, record.figures, report.report):
        cli.add_command(command)
    record.figures.add_command(rules.check_figures)
    record.figures.add_command(figures_grid.grid)
    record.figures.add_command(figures_grid.type_)
    report.report.add_command(rules.explain)
    report.report.add_command(due.due)
    report.report.add_command(export.export)
    report.report.add_command(options.options)
    for command in report_text.COMMANDS:
        report.report.add_command(command)
    cli.add_command(account.account)
    cli.add_command(register.register)
    cli.add_command(search.search)
    cli.add_command(filtering.filters)
    cli.add_command(evidence.evidence)
    cli.add_command(importing.import_)
    cli.add_command(importing.blank)
    cli.add_command(importing.imports)
    cli.add_command(deadlines.deadlines)
    cli.add_command(catalogue.catalogue)
    cli.add_command(verify.verify)
    cli.add_command(verify.extract)
    cli.add_command(lint.lint)
    cli.add_command(settings.settings)
    cli.add_command(token.token)
    cli.add_command(trust.trust)
    cli.add_command(qr.qr)
    cli.add_command(pack.pack)
    cli.add_command(print_.print_)
    cli.add_command(paper_issue.paper)
    assert paper_batch.paper is paper_timestamp.paper is paper_issue.paper, "one group, in several modules"


_add_commands()
