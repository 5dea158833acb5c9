"""packaging/dev.py and what it stands on: the pinned files and the script that CI runs."""

import ast
import hashlib
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "dev.py"
LOCKS = [ROOT / "packaging" / "requirements.txt", ROOT / "packaging" / "requirements-dev.txt"]
COMMANDS = ["run", "test", "lint", "bench", "screens", "sample"]


def load_dev():
    # By path: `packaging` as a module name belongs to an installed package.
    spec = importlib.util.spec_from_file_location("ward_desk_dev", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """dev.py with its environment folder and its sample somewhere harmless."""
    module = load_dev()
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "ward-desk-installed.json")
    monkeypatch.setattr(module, "SAMPLE", tmp_path / "chesham.ward")
    monkeypatch.setattr(module, "SAMPLE_RETURN", tmp_path / "build" / "return.xlsx")
    module.SAMPLE.touch()
    return module


@pytest.fixture
def started(dev, monkeypatch):
    """What dev.py would have started, as (arguments after the program, extra environment)."""
    calls = []
    monkeypatch.setattr(dev, "ensure_environment", lambda requirements: None)
    monkeypatch.setattr(dev, "ensure_qt_libraries", lambda: None)

    def call(command, *, cwd=None, **environment):
        calls.append((command[1:], environment))
        return 0

    monkeypatch.setattr(dev, "call", call)
    return calls


def pins(path: Path) -> dict[str, str]:
    """Each pinned package of a requirements file with the rest of its entry."""
    entries = re.split(r"(?m)^(?=[a-z])", path.read_text(encoding="utf-8"))
    return {entry.split("==")[0]: entry for entry in entries if entry and not entry.startswith("#")}


# --- Nothing but Python itself ------------------------------------------------------------------------


def test_it_starts_on_a_bare_python():
    result = subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, "--help"], capture_output=True, encoding="utf-8", check=True
    )
    for command in COMMANDS:
        assert re.search(rf"^  {command} +[A-Z]\w+ ", result.stdout, re.MULTILINE), command


def test_it_imports_the_standard_library_only():
    imported = set()
    for node in ast.walk(ast.parse(SCRIPT.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.split(".")[0])
    assert imported
    assert imported <= sys.stdlib_module_names


def test_an_unknown_command_is_refused():
    result = subprocess.run([sys.executable, SCRIPT, "dance"], capture_output=True, encoding="utf-8")
    assert result.returncode == 2
    assert "dance" in result.stderr


def test_the_folder_does_not_hide_the_installed_package_of_the_same_name():
    assert not (ROOT / "packaging" / "__init__.py").exists()
    from packaging.version import Version

    assert Version("3.11") < Version("3.12")


# --- The pinned files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes(lock):
    assert len(pins(lock)) > 10
    for name, entry in pins(lock).items():
        assert re.match(r"[a-z0-9-]+==[\w.]+", entry), name
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), name


@pytest.mark.parametrize("path", [*LOCKS, *(lock.with_suffix(".in") for lock in LOCKS)], ids=lambda p: p.name)
def test_no_index_and_no_folder_of_a_machine_is_named(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host|(?<!\w)/\w+/", text)


def test_the_two_files_agree_on_what_both_pin():
    runtime, development = (pins(lock) for lock in LOCKS)
    both = runtime.keys() & development.keys()
    assert both
    for name in both:
        assert runtime[name].split()[0] == development[name].split()[0]


def test_each_dependency_of_the_project_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, development = (pins(lock) for lock in LOCKS)

    def name_of(requirement):
        return re.match(r"[\w-]+", requirement)[0]

    assert {name_of(each) for each in project["dependencies"]} <= runtime.keys()
    assert {name_of(each) for each in project["optional-dependencies"]["dev"]} <= development.keys()


def test_the_project_and_the_pinned_files_ask_for_the_same_ranges():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = (ROOT / "packaging" / "requirements.in").read_text(encoding="utf-8").splitlines()
    assert sorted(project["dependencies"]) == sorted(line for line in asked if not line.startswith("#"))


# --- The environment ----------------------------------------------------------------------------------


@pytest.fixture
def pip(dev, tmp_path, monkeypatch):
    """A pinned file and an environment in which pip only notes what it was asked for."""
    lock = tmp_path / "requirements.txt"
    lock.write_text("one==1\n")
    dev.VENV.mkdir()
    python = Path(dev.venv_program("python"))
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(dev, "python_of_venv", lambda: "3.11.7")

    pip = SimpleNamespace(asked=[], code=0, lock=lock, install=lambda: dev.ensure_environment([lock]))

    def captured(command, **environment):
        pip.asked.append(command)
        return pip.code, "what pip said"

    monkeypatch.setattr(dev, "captured", captured)
    return pip


def test_an_environment_without_a_stamp_is_installed_into(pip, dev):
    pip.install()
    [command] = pip.asked
    assert "--require-hashes" in command
    assert command[-2:] == ["-r", str(pip.lock)]
    stamp = json.loads(dev.STAMP.read_text())
    assert stamp == {"python": "3.11.7", "requirements.txt": hashlib.sha256(b"one==1\n").hexdigest()}


def test_nothing_is_installed_twice(pip):
    pip.install()
    pip.install()
    assert len(pip.asked) == 1


def test_a_changed_pin_is_installed(pip):
    pip.install()
    pip.lock.write_text("one==2\n")
    pip.install()
    assert len(pip.asked) == 2


def test_a_failed_installation_says_why_and_is_tried_again(pip, dev, capsys):
    pip.code = 1
    with pytest.raises(dev.SetupError, match="could not be installed"):
        pip.install()
    assert "what pip said" in capsys.readouterr().out
    pip.code = 0
    pip.install()
    assert len(pip.asked) == 2


def test_a_missing_ensurepip_is_named_with_its_package(dev, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev, "package_manager", lambda: None)
    with pytest.raises(dev.SetupError, match=r"apt-get install python3\.\d+-venv"):
        dev.make_venv()


# --- Qt's system libraries ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt", "sudo apt-get install libegl1 libxcb-cursor0"),
        ("dnf", "sudo dnf install libglvnd-egl xcb-util-cursor"),
        ("pacman", "sudo pacman -S libglvnd xcb-util-cursor"),
    ],
)
def test_missing_libraries_are_named_with_the_one_command_that_brings_them(manager, command):
    message = load_dev().missing_message(["libEGL.so.1", "libxcb-cursor.so.0"], manager)
    assert "libEGL.so.1, libxcb-cursor.so.0" in message
    assert message.endswith(command)
    assert "\n" not in message


def test_missing_libraries_are_named_where_the_package_manager_is_unknown():
    message = load_dev().missing_message(["libEGL.so.1"], None)
    assert "libEGL.so.1" in message
    assert message.endswith("package manager.")


def test_a_package_that_brings_two_libraries_is_asked_for_once():
    assert load_dev().packages_for(["libEGL.so.1", "libGL.so.1"], "pacman") == ["libglvnd"]


def test_a_screen_needs_more_libraries_than_none():
    dev = load_dev()
    assert "libxcb-cursor.so.0" not in dev.libraries_for({})
    assert "libxcb-cursor.so.0" in dev.libraries_for({"DISPLAY": ":0"})
    assert "libwayland-client.so.0" in dev.libraries_for({"WAYLAND_DISPLAY": "wayland-0"})


def test_libraries_that_may_not_be_installed_end_the_command_with_a_sentence(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "ensure_environment", lambda requirements: None)
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "has_library", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(dev, "package_manager", lambda: "apt")
    monkeypatch.setattr(dev, "apt_install", lambda packages: False)
    assert dev.main(["test"]) == 2
    assert "sudo apt-get install libegl1\n" in capsys.readouterr().err


# --- What each command starts -------------------------------------------------------------------------


def test_the_tests_run_offscreen_unless_told_otherwise(dev, started, monkeypatch):
    monkeypatch.delenv("WARD_DESK_TEST_PLATFORM", raising=False)
    dev.main(["test", "-k", "privacy", "--maxfail=1"])
    monkeypatch.setenv("WARD_DESK_TEST_PLATFORM", "xcb")
    dev.main(["test"])
    assert started == [
        (["-m", "pytest", "-k", "privacy", "--maxfail=1"], {"QT_QPA_PLATFORM": "offscreen"}),
        (["-m", "pytest"], {"QT_QPA_PLATFORM": "xcb"}),
    ]


@pytest.mark.parametrize(
    ("processors", "arguments", "platform", "after"),
    [
        (2, [], "offscreen", ["-n", "2"]),
        (64, [], "offscreen", ["-n", "4"]),
        (1, [], "offscreen", []),
        (2, [], "xcb", []),
        (2, ["tests/core"], "offscreen", ["tests/core"]),
    ],
)
def test_the_whole_suite_is_shared_by_the_processors_there_are(
    dev, started, monkeypatch, processors, arguments, platform, after
):
    monkeypatch.setattr(dev, "processors", lambda: processors)
    monkeypatch.setenv("WARD_DESK_TEST_PLATFORM", platform)
    dev.main(["test", *arguments])
    assert started == [(["-m", "pytest", *after], {"QT_QPA_PLATFORM": platform})]


def test_with_a_screen_the_sample_is_opened(dev, started, monkeypatch):
    monkeypatch.setattr(dev, "has_screen", lambda: True)
    dev.main(["run"])
    dev.main(["run", "mine.ward"])
    assert [command for command, _ in started] == [
        ["-m", "ward_desk", "--sample"],
        ["-m", "ward_desk", "mine.ward"],
    ]


def test_with_no_screen_the_return_of_the_sample_is_written(dev, started, monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    call = dev.call

    def write_and_find_errors(command, **options):
        call(command, **options)
        dev.SAMPLE_RETURN.touch()
        return 1

    monkeypatch.setattr(dev, "call", write_and_find_errors)
    assert dev.main(["run"]) == 1
    [(command, _)] = started
    assert command[:4] == ["-m", "ward_desk", "return", str(dev.SAMPLE)]
    assert command[4:] == ["--quarter", "Q3 2023-24", "-o", str(dev.SAMPLE_RETURN)]
    assert str(dev.SAMPLE_RETURN) in capsys.readouterr().out


def test_a_return_that_was_not_written_is_not_announced(dev, started, monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    dev.SAMPLE_RETURN.parent.mkdir()
    dev.SAMPLE_RETURN.write_text("of an earlier day")
    dev.main(["run"])
    assert capsys.readouterr().out == ""


def test_with_no_screen_a_file_is_not_opened_but_its_return_is_offered(dev, started, monkeypatch, capsys):
    monkeypatch.setattr(dev, "has_screen", lambda: False)
    assert dev.main(["run", str(dev.SAMPLE)]) == 2
    assert started == []
    assert f"run return {dev.SAMPLE} --quarter" in capsys.readouterr().err


def test_lint_runs_every_check_even_after_one_has_failed(dev, started, monkeypatch, capsys):
    monkeypatch.setattr(dev, "captured", lambda command: (int("mypy" in command), "a reason\n"))
    assert dev.main(["lint"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "ruff check: passed",
        "ruff format: passed",
        "a reason",
        "mypy: FAILED",
        "import contracts: passed",
    ]


def test_an_exit_code_comes_through(dev):
    assert dev.call([sys.executable, "-c", "raise SystemExit(5)"]) == 5


# --- CI -----------------------------------------------------------------------------------------------


def test_ci_runs_the_same_commands_as_people_do():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line.split(" 2>&1")[0].split(" ||")[0] for line in lines if line.startswith("python3 ")]
    assert commands == ["python3 packaging/dev.py test", "python3 packaging/dev.py lint"]


@pytest.mark.skipif(sys.platform == "win32", reason="CI's script is for bash")
@pytest.mark.parametrize(("tests", "lint", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (3, 1, 3)])
def test_ci_ends_with_the_closing_line_of_pytest_and_fails_when_either_did(tmp_path, tests, lint, code):
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci" / "run").write_bytes((ROOT / ".ci" / "run").read_bytes())
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "dev.py").write_text(
        "import sys\n"
        "if sys.argv[1] == 'test':\n"
        "    print('=== 2 passed, 1 skipped in 0.31s ===')\n"
        f"    sys.exit({tests})\n"
        "print('mypy: said something')\n"
        f"sys.exit({lint})\n"
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    # Found first, so that a test never installs anything on the machine it runs on.
    (programs / "soffice").write_text("#!/bin/sh\n")
    (programs / "soffice").chmod(0o755)
    (programs / "python3").symlink_to(sys.executable)
    result = subprocess.run(
        ["bash", str(tmp_path / ".ci" / "run")],
        capture_output=True,
        encoding="utf-8",
        env={"PATH": f"{programs}:/usr/bin:/bin"},
    )
    assert result.returncode == code, result.stderr
    assert "mypy: said something" in result.stdout
    assert result.stdout.splitlines()[-1] == "=== 2 passed, 1 skipped in 0.31s ==="
