"""Pictures of the register of outgoing papers, for ``shots.py``."""

from datetime import date, timedelta

from tests.services.registers import begin, entered, wish
from tests.ui.studio import Save, settle

from dvapp.services.register.lines import find_numbers
from dvapp.services.register.numbering import lease_number, return_number
from dvapp.ui.register.forms import AmendForm, EnterForm
from dvapp.ui.register.panel import RegisterPanel
from dvapp.ui.shell.main_window import MainWindow

_SUBJECTS = (
    "công tác dân vận tháng {month} năm 2018",
    "kết quả kiểm tra công vụ đột xuất và theo chuyên đề đối với 36 cơ quan, đơn vị",
    "sơ kết 6 tháng đầu năm thực hiện “Năm dân vận chính quyền” 2018",
)


def shoot_register(window: MainWindow, save: Save) -> None:
    """Empty, begun, full, a line, a form with faults."""
    workspace = window.workspace
    assert workspace is not None
    session = workspace.session
    if find_numbers(session):
        return  # it was played before: numbers are never taken back
    workspace.go("register", "register")
    settle(window.jobs)
    save("register-empty")
    begin(session, first=12, reason="đã có 11 báo cáo ghi sổ giấy từ đầu nhiệm kỳ")
    begin(session, "KH")
    for n in range(30):
        day = date(2018, 1, 5) + timedelta(days=5 * n)
        kind, name = (("BC", "Báo cáo"), ("KH", "Kế hoạch"))[n % 3 == 1]
        entered(
            session,
            _SUBJECTS[n % 3].format(month=day.month),
            type_=kind,
            symbol=f"-{kind}/BDVQU",
            issued=day,
            document_type=name,
            copies=(None, 0, 5)[n % 3],
            sent=day + timedelta(days=1) if n % 3 else None,
        )
    held = lease_number(session, wish("p1"), bound=False)
    return_number(session, held.series, held.number, reason="văn bản rút lại trước khi ký")
    lease_number(session, wish("p2", type_="KH"), bound=False)
    panel = workspace.screen_of("register").findChild(RegisterPanel)
    assert isinstance(panel, RegisterPanel)
    panel.refresh()
    settle(window.jobs)
    save("register-full")
    panel.search.setText("kiem tra")
    settle(window.jobs)
    save("register-search")
    panel.search.clear()
    settle(window.jobs)
    line = panel.list.content.numbers[0]
    panel.list.choose(line.series, line.number)
    panel.detail.form_wanted.emit(AmendForm(session, line))
    panel.detail.form.give()
    settle(window.jobs)
    save("register-amend-faults")
    panel.detail.form_wanted.emit(EnterForm(session))
    panel.detail.form.editors["issued"].put("31/02/2018")
    panel.detail.form.editors["issued"].edited.emit("31/02/2018")
    panel.detail.form.give()
    settle(window.jobs)
    save("register-enter")
