"""``dvappctl demo``: the main job from end to end, in words with times."""

from pathlib import Path

import click

from dvapp.host.i18n import _


@click.command(
    help=_("From records to a signed, numbered, sealed and verified report, on the facts of Hà Nội 2018.")
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help=_("Where the files go.")
)
def demo(out: Path) -> None:
    """Run the demo."""
    from dvapp.app.demo import Step, run_demo

    def tell(step: Step) -> None:
        click.echo(f"  {step.milliseconds:>6} ms  {step.words}")

    found = run_demo(out, tell)
    click.echo(_("{verdict}: {file}").format(verdict=found.verdict.name, file=out / "bao-cao.pdf"))
    for name in ("trust.pem", "board.dvapp", "password.txt", "summary.json"):
        click.echo(f"  {out / name}")
