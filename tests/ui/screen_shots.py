"""Every screen as it opens, every kind of record empty, full and wrong, the doors and the search, for ``shots.py``."""

from tests.ui.studio import Save, records_of, settle, wait

from dvapp.domain.recording.kinds import RecordKind
from dvapp.ui.deadlines.screen import DeadlinesScreen
from dvapp.ui.shell.main_window import MainWindow

WRONG: dict[str, dict[str, object]] = {
    "inspection": {"@since": "31/02/2018", "units_count": "5", "visits": "3", "conduct": "1", "hours": "2",
                   "harassment": "-1", "other": "một", "found": "4", "reminded": "9"},
    "coordination_plan": {"@since": "29/13/2018", "scope": "own_level", "number": "x" * 70, "date_issued": "hôm qua"},
    "monthly_evaluation": {"@since": "01/07/2018", "@until": "31/07/2018", "organisations": "ba",
                           "rows": [{"organisation": "Văn phòng", "group": "cc", "total": "20", "a": "12", "b": "5",
                                     "c": "2", "d": "0", "not_graded": "0"}, {"organisation": "Phòng Nội vụ"}]},
    "satisfaction_survey": {"@since": "01/05/2018", "@until": "01/04/2018", "channel": "paper", "sent": "100",
                            "returned": "120", "satisfied": "90", "neutral": "10", "unsatisfied": "5"},
    "commendation": {"@since": "", "level": "city", "collectives": "1.5", "individuals": "-3"},
}  # fmt: skip
"""What a form says when everything in it is wrong."""


def wrong_everywhere(kind: RecordKind) -> dict[str, object]:
    """A day that is none, and a word in every number."""
    wrong: dict[str, object] = {"@since": "31/02/2018"}
    return wrong | {str(f.code): "một" for f in kind.fields if f.type.numeric and not f.shown}


def shoot_year(window: MainWindow, save: Save) -> None:
    """The deadlines as twelve months."""
    assert window.workspace is not None
    screen = window.workspace.screen_of("deadlines")
    assert isinstance(screen, DeadlinesScreen)
    screen.views.buttons()[1].click()
    settle(window.jobs)
    save("deadlines-year")
    screen.views.buttons()[0].click()


def shoot_all(window: MainWindow, save: Save, only: list[str]) -> None:
    """Show one screen after the other and save a picture of each."""
    workspace = window.workspace
    assert workspace is not None
    for place in (
        "overview",
        "deadlines",
        "figures",
        "report",
        "register",
        "units",
        "verify",
        "safety",
        "settings",
    ):
        if not only or place in only:
            workspace.go(place)
            settle(window.jobs)
            wait(600)
            save(place)
            if place == "deadlines":
                shoot_year(window, save)
    if only and not any(name.startswith("records") for name in only):
        return
    screen = records_of(window)
    save("records")
    for kind in map(str, workspace.session.pack.kinds):
        if only and "records" not in only and f"records-{kind}" not in only:
            continue
        full = next((row for row in screen.content.visible if row.listed.kind == kind), None)
        if full is not None:
            screen.open_record(full.listed.id)
            settle(window.jobs)
            save(f"records-{kind}-full")
        screen.new_record(kind)
        settle(window.jobs)
        save(f"records-{kind}-empty")
        model = screen.form.model
        assert model is not None
        for code, text in (WRONG.get(kind) or wrong_everywhere(workspace.session.pack.kind(kind))).items():
            model.put(code, text)
        model.visit_all()
        screen.form.open(model)
        screen.keep_now()
        settle(window.jobs)
        save(f"records-{kind}-faults")
    if not only or "overview" in only:
        workspace.go("overview")
        settle(window.jobs)
        save("overview-todo")


def shoot_search(window: MainWindow, save: Save) -> None:
    """The search of the bar on top, and the list's filter, saved filters and nothing found."""
    workspace = window.workspace
    assert workspace is not None
    workspace.go("records")
    settle(window.jobs)
    bar = workspace.search
    for number, words in enumerate(("dan van", "kiểm tra Cầu", "B0", "khong co chu nay"), start=1):
        bar.begin()
        bar.field.setText(words)
        wait(1200)
        bar.step(1)
        save(f"search-{number}")
    bar.leave()
    bar.leave()
    screen = records_of(window)
    screen.back_to_list()
    screen.list.more.click()
    screen.list.panel.days.setCurrentIndex(2)
    screen.list.panel.days.activated.emit(2)
    screen.list.panel.name.setText("6 tháng đầu năm, đã xong")
    screen.list.panel.save()
    screen.list.search.setText("kiem")
    settle(window.jobs)
    save("search-filter")
    screen.list.search.setText("xyz")
    screen.list.more.click()
    settle(window.jobs)
    save("search-filter-nothing")
    screen.list.show_all()


def shoot_login(window: MainWindow, save: Save) -> None:
    """The doors: opening a store and making one."""
    workspace, window.workspace = window.workspace, None
    window._stack.setCurrentWidget(window.login)
    window.login.show_open()
    wait(300)
    save("login")
    window.login.show_create()
    settle(window.jobs)
    save("login-create")
    window.workspace = workspace
    assert workspace is not None
    window._stack.setCurrentWidget(workspace)
    workspace.setFocus()
