"""Drivers that hang or die do it in a process of their own."""

from pathlib import Path

import pytest
from tests.app.ctl import Ctl
from tests.tokens import faulty_driver

from dvapp.app.isolation.drivers import DriverTrials
from dvapp.domain.signing.token_errors import DriverCrashes, DriverHangs


def test_a_driver_that_hangs_is_given_up(tmp_path: Path):
    with pytest.raises(DriverHangs) as refused:
        DriverTrials(limit=1)(faulty_driver(tmp_path / "treo.so", "hangs_in initialize"))
    assert refused.value.details["seconds"] == 1


def test_what_was_tried_a_moment_ago_is_not_tried_again_at_once(tmp_path: Path):
    library = faulty_driver(tmp_path / "chết.so", "dies_in load")
    trials = DriverTrials(good_for=3600, bad_for=3600)
    for _ in range(2):
        with pytest.raises(DriverCrashes):
            trials(library)
        faulty_driver(library)  # it was mended, and tried a moment ago
    again = DriverTrials(good_for=3600)
    again(library)
    faulty_driver(library, "dies_in load")
    again(library)


def test_the_doctor_on_the_command_line_names_a_driver_that_dies(ctl: Ctl):
    library = faulty_driver(ctl.folder / "chết.so", "dies_in initialize")
    said = ctl.run("token", "doctor", "--driver", library, "--json")
    assert (said.code, [one["code"] for one in said.json]) == (1, ["driver_crashes"])
    assert all(said.json[0][part] for part in ("words", "check", "health"))
