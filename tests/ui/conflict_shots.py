"""Pictures of what two people typed at once, and of words that wait, for ``shots.py``."""

from tests.ui.studio import Save, settle, wait

from dvapp.domain.papers.reports import SectionText
from dvapp.services.recording.typed_drafts import keep_typed
from dvapp.services.reports.composing import reset_section, save_section
from dvapp.ui.catalogue.screen import CatalogueScreen
from dvapp.ui.report.screen import ReportScreen
from dvapp.ui.shell.main_window import MainWindow

MINE = ("Ban Dân vận đã phối hợp kiểm tra 36 lượt đơn vị.", "Việc chấn chỉnh được làm ngay trong quý.")


def shoot_section_conflict(window: MainWindow, save: Save) -> None:
    """A section that somebody else changed while it was being typed in."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("report")
    settle(window.jobs)
    screen = workspace.screen_of("report")
    assert isinstance(screen, ReportScreen)
    work = screen.model.work
    assert work is not None
    texts = {section.code: screen.model.pack_text(section.code) for section in screen.model.sections}
    code, first = next((code, text) for code, text in texts.items() if len(text) > 2)
    screen.editor.go_to(code)
    theirs = SectionText(code=code, paragraphs=("Trong kỳ có 31 lượt kiểm tra.", *first[1:]))
    save_section(workspace.session, kind=work.kind, period=work.period, section=theirs)
    screen.editor.sections[code].edit.replace_all((*MINE, *first[2:]))
    screen.keep_now()
    settle(window.jobs)
    wait(300)
    save("section-conflict")
    screen.texts.conflict.theirs_button.click()
    settle(window.jobs)
    reset_section(workspace.session, kind=work.kind, period=work.period, code=code)
    screen.refresh()
    settle(window.jobs)


def shoot_waiting_words(window: MainWindow, save: Save) -> None:
    """The catalogues with words in forms that were never kept."""
    workspace = window.workspace
    assert workspace is not None
    place = "catalogue/units/change/00160/"
    keep_typed(workspace.session, {place: {"name": "Phường Nghĩa Tân Mới", "valid_from": "01/07/2018"}})
    workspace.go("units", "units")
    screen = workspace.screen_of("units")
    assert isinstance(screen, CatalogueScreen)
    screen.typed.reread()
    screen.show_section()
    settle(window.jobs)
    save("catalogue-waiting")
    keep_typed(workspace.session, {place: {}})
    screen.typed.reread()
    screen.show_section()
