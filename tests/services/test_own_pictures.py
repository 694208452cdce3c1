"""Pictures of signatures and seals belong to an account, inside the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.staff import PASSWORDS, Staff
from tests.stamp_pictures import seal, signature

from dvapp.domain.errors import DvError
from dvapp.services.signing.manner import Manner
from dvapp.services.signing.own_pictures import (
    forget_own_picture,
    keep_own_picture,
    own_picture,
    with_own_picture,
)
from dvapp.services.signing.picture_ports import Purpose
from dvapp.services.stores import check_store


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    made = Staff.copied(tmp_path / "phòng")
    yield made
    made.close()


def test_two_leaders_at_one_computer_never_get_one_anothers_picture(staff: Staff, tmp_path: Path) -> None:
    leader, deputy = staff.session("truongban"), staff.session("phoban")
    file = tmp_path / "chu-ky.png"
    file.write_bytes(signature())
    keep_own_picture(leader, Purpose.SIGNATURE, file)
    file.unlink()
    settings_name_it = Manner(picture=file, own=True)
    shown = with_own_picture(leader, settings_name_it, Purpose.SIGNATURE)
    assert shown is not None
    assert (shown.picture, shown.kept) == (None, own_picture(leader, Purpose.SIGNATURE))
    others = with_own_picture(deputy, settings_name_it, Purpose.SIGNATURE)
    assert others is not None
    assert (others.picture, others.kept) == (None, None)
    said = Manner(picture=file)
    assert with_own_picture(leader, said, Purpose.SIGNATURE) is said
    forget_own_picture(leader, Purpose.SIGNATURE)
    assert own_picture(leader, Purpose.SIGNATURE) is None


def test_a_kept_picture_is_as_large_as_it_was_scanned_and_the_check_of_the_store_guards_it(
    staff: Staff, tmp_path: Path
) -> None:
    clerk, file = staff.session("vanthu"), tmp_path / "dau.png"
    file.write_bytes(seal())
    told = keep_own_picture(clerk, Purpose.SEAL, file)
    kept = own_picture(clerk, Purpose.SEAL)
    assert kept is not None
    assert kept.natural_width == pytest.approx(told.natural_width, abs=0.001) if told.natural_width else True
    assert check_store(staff.path, PASSWORDS["vanthu"], tools=staff.tools, login="vanthu").faults == ()
    with clerk.store._engine.begin() as connection:  # type: ignore[attr-defined]  # past every service, as no user can
        connection.execute(text("UPDATE own_pictures SET width = 1"))
    found = check_store(staff.path, PASSWORDS["vanthu"], tools=staff.tools, login="vanthu").faults
    assert found == ("picture_altered:vanthu/seal",)


def test_a_picture_that_no_stamp_can_show_is_not_kept(staff: Staff, tmp_path: Path) -> None:
    leader, file = staff.session("truongban"), tmp_path / "nen.png"
    file.write_bytes(signature(ground=(255, 255, 255, 255)))
    with pytest.raises(DvError):
        keep_own_picture(leader, Purpose.SIGNATURE, file)
    assert own_picture(leader, Purpose.SIGNATURE) is None
    keep_own_picture(leader, Purpose.SIGNATURE, file, clear_ground=True)
    assert own_picture(leader, Purpose.SIGNATURE) is not None
