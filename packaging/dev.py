#!/usr/bin/env python3
"""Ward Desk from a checkout: run it, test it, check it. Needs nothing but Python itself."""

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (this file is what people run before anything is set up)
    sys.exit(
        "Ward Desk needs Python 3.11 or newer, and this is Python {}.{}. "
        "Install a newer one, then try again with it.".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ward-desk-installed.json"
RUNTIME = ROOT / "packaging" / "requirements.txt"
DEVELOPMENT = ROOT / "packaging" / "requirements-dev.txt"

# With pip, because an environment without it is of no use here.
ASK_VERSION = "import sys, pip; print(*sys.version_info[:3], sep='.')"
PIP_INSTALL = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-input",
    "--disable-pip-version-check",
    "--require-hashes",
]

MOST_WORKERS = 4  # each has an interpreter and a Qt of its own in memory

SAMPLE = ROOT / "sample_db" / "chesham.ward"
SAMPLE_QUARTER = "Q3 2023-24"
SAMPLE_RETURN = ROOT / "build" / "chesham-q3-2023-24.xlsx"

PACKAGE_MANAGERS = {
    "apt": ("apt-get", "sudo apt-get install"),
    "dnf": ("dnf", "sudo dnf install"),
    "pacman": ("pacman", "sudo pacman -S"),
}

# Qt's wheels bring Qt, but not what every Linux desktop has and a server or container lacks.
# library: (package for apt, for dnf, for pacman)
QT_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
}
LIBRARIES = QT_LIBRARIES | X11_LIBRARIES | WAYLAND_LIBRARIES


class SetupError(Exception):
    """Something this machine lacks; the message says what, and what to do about it."""


# --- running other programs ---------------------------------------------------------------------------


def call(command: list[str], *, cwd: Path = ROOT, **environment: str) -> int:
    """Run a command to its end in the checkout's environment and return its exit code."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    everything = {**os.environ, "PYTHONPATH": path, **environment}
    with subprocess.Popen(command, cwd=cwd, env=everything) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                # Ctrl+C reached the program as well; it is the one to tidy up, and we wait for it.
                continue
            return code if code >= 0 else 128 - code


def captured(command: list[str], **environment: str) -> tuple[int, str]:
    """Run a command without input; return its exit code and all that it printed."""
    result = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return result.returncode, result.stdout


def say(text: str) -> None:
    # Flushed, or it would appear after what the next program prints when output goes to a file.
    print(text, flush=True)


# --- the environment ----------------------------------------------------------------------------------


def venv_program(name: str) -> str:
    if sys.platform == "win32":
        return str(VENV / "Scripts" / f"{name}.exe")
    return str(VENV / "bin" / name)


def python_of_venv() -> str | None:
    """The version of Python in .venv, or None where there is none that works and is new enough."""
    python = venv_program("python")
    if not Path(python).exists():
        return None
    try:
        code, version = captured([python, "-I", "-c", ASK_VERSION])
    except OSError:
        return None
    version = version.strip()
    if code != 0 or tuple(int(part) for part in version.split(".")) < (3, 11):
        return None
    return version


def make_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if package_manager() != "apt" or not apt_install([package]):
            raise SetupError(
                "This Python cannot make a virtual environment, because its ensurepip module is missing; "
                f"on Debian and Ubuntu this puts it right: sudo apt-get install {package}"
            )
        importlib.invalidate_caches()
    # Seen from inside an environment of its own, the folder cannot be emptied under the running Python.
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetupError("The environment in .venv is incomplete: try again with the Python it came from.")
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=sys.platform != "win32").create(VENV)


def wanted(requirements: list[Path], python: str) -> dict[str, str]:
    """What the stamp says once these files are installed for this Python."""
    pins = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in requirements}
    return {"python": python, **pins}


def is_installed(stamp: dict[str, str], wish: dict[str, str]) -> bool:
    return all(stamp.get(name) == value for name, value in wish.items())


def read_stamp() -> dict[str, str]:
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def ensure_environment(requirements: list[Path]) -> None:
    """Make .venv hold exactly the pinned packages; quick when it already does."""
    stamp = read_stamp()
    # Taken at its word where it stands: asking .venv itself would cost a start of Python each time.
    wish = wanted(requirements, stamp.get("python", ""))
    if Path(venv_program("python")).exists() and is_installed(stamp, wish):
        return
    version = python_of_venv()
    if version is None:
        say("Making a Python environment in .venv.")
        make_venv()
        version = python_of_venv()
        if version is None:
            raise SetupError("The new environment in .venv does not start: remove that folder and try again.")
    say("Installing the packages that Ward Desk needs into .venv; this takes a minute or two, once.")
    # Gone while pip works, so that a half-finished installation is never taken for a whole one.
    STAMP.unlink(missing_ok=True)
    files = [argument for path in requirements for argument in ("-r", str(path))]
    code, output = captured([venv_program("python"), *PIP_INSTALL, *files])
    if code != 0:
        say(output)
        raise SetupError("The packages could not be installed; pip's message above says why.")
    # The development file comes on top of the runtime one, so what was installed before still stands.
    kept = stamp if stamp.get("python") == version else {}
    STAMP.write_text(json.dumps({**kept, **wanted(requirements, version)}, indent=2) + "\n", encoding="utf-8")


# --- Qt's system libraries on Linux -------------------------------------------------------------------


def package_manager() -> str | None:
    """The key in PACKAGE_MANAGERS of the one this machine has."""
    return next((name for name, (program, _) in PACKAGE_MANAGERS.items() if shutil.which(program)), None)


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def libraries_for(environment: dict[str, str]) -> list[str]:
    """The libraries that Qt needs on Linux: more of them where there is a screen to draw on."""
    needed = list(QT_LIBRARIES)
    if environment.get("DISPLAY"):
        needed += X11_LIBRARIES
    if environment.get("WAYLAND_DISPLAY"):
        needed += WAYLAND_LIBRARIES
    return needed


def packages_for(libraries: list[str], manager: str) -> list[str]:
    """The packages that bring these libraries, each once, in the words of one package manager."""
    column = list(PACKAGE_MANAGERS).index(manager)
    return sorted({LIBRARIES[library][column] for library in libraries})


def missing_message(libraries: list[str], manager: str | None) -> str:
    """One sentence naming what is missing, and the one command that brings it."""
    missing = f"Ward Desk's window needs system libraries that are not here: {', '.join(libraries)}"
    if manager is None:
        return f"{missing}; install them with this system's package manager."
    _, command = PACKAGE_MANAGERS[manager]
    return f"{missing}; this brings them: {command} {' '.join(packages_for(libraries, manager))}"


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if that takes no password; say whether they are there now."""
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo") and captured(["sudo", "-n", "true"])[0] == 0:
        prefix = ["sudo", "-n"]
    else:
        return False
    say(f"Installing {', '.join(packages)}.")
    # A list of packages that is partly out of reach is still good for what it did get.
    captured([*prefix, "apt-get", "update", "-qq"])
    frontend = ["env", "DEBIAN_FRONTEND=noninteractive"]
    code, output = captured(
        [*prefix, *frontend, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    )
    if code != 0:
        say(output)
    return code == 0


def ensure_qt_libraries() -> None:
    if sys.platform != "linux":
        return
    missing = [name for name in libraries_for(dict(os.environ)) if not has_library(name)]
    if not missing:
        return
    manager = package_manager()
    if manager == "apt" and apt_install(packages_for(missing, manager)):
        missing = [name for name in missing if not has_library(name)]
    if missing:
        raise SetupError(missing_message(missing, manager))
    code, output = captured([venv_program("python"), "-c", "import PySide6.QtWidgets"])
    if code != 0:
        last_line = (output.strip().splitlines() or ["no reason given"])[-1]
        raise SetupError(f"Qt does not start on this machine: {last_line}")


# --- the commands -------------------------------------------------------------------------------------


def has_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def ward_desk(*arguments: str, cwd: Path = ROOT) -> int:
    return call([venv_program("python"), "-m", "ward_desk", *arguments], cwd=cwd)


def run(arguments: list[str]) -> int:
    """Open the sample, or FILE; with no screen, write the sample's quarterly return."""
    ensure_environment([RUNTIME])
    if not SAMPLE.exists() and not arguments:
        build = sample([])
        if build != 0:
            return build
    if has_screen():
        ensure_qt_libraries()
        return ward_desk(*(arguments or ["--sample"]), cwd=Path.cwd())
    if not arguments:
        return write_sample_return()
    if Path(arguments[0]).is_file():
        raise SetupError(
            f"There is no screen to open {arguments[0]} on; its return can still be written, as in: "
            f'python3 packaging/dev.py run return {arguments[0]} --quarter "{SAMPLE_QUARTER}" -o return.xlsx'
        )
    return ward_desk(*arguments, cwd=Path.cwd())


def write_sample_return() -> int:
    SAMPLE_RETURN.parent.mkdir(exist_ok=True)
    # An older one left in place would look like this run's work if this run wrote nothing.
    SAMPLE_RETURN.unlink(missing_ok=True)
    code = ward_desk("return", str(SAMPLE), "--quarter", SAMPLE_QUARTER, "-o", str(SAMPLE_RETURN))
    if SAMPLE_RETURN.exists():
        say(f"There is no screen here: the sample's return for {SAMPLE_QUARTER} is in {SAMPLE_RETURN}")
    return code


def processors() -> int:
    """How many processors this program may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def test(arguments: list[str]) -> int:
    """Run the tests; everything after the command goes to pytest.

    Without anything after it the whole suite runs, on as many processors as help; on a real screen one after
    another, since windows beside each other would take the keyboard from each other.
    """
    ensure_environment([RUNTIME, DEVELOPMENT])
    ensure_qt_libraries()
    platform = os.environ.get("WARD_DESK_TEST_PLATFORM", "offscreen")
    if not arguments and platform == "offscreen" and processors() > 1:
        arguments = ["-n", str(min(processors(), MOST_WORKERS))]
    return call([venv_program("python"), "-m", "pytest", *arguments], QT_QPA_PLATFORM=platform)


def lint(arguments: list[str]) -> int:
    """Check style, format, types and the direction of imports; all of them, even after one has failed."""
    ensure_environment([RUNTIME, DEVELOPMENT])
    python = venv_program("python")
    checks = {
        "ruff check": [python, "-m", "ruff", "check"],
        "ruff format": [python, "-m", "ruff", "format", "--check"],
        "mypy": [python, "-m", "mypy"],
        "import contracts": [venv_program("lint-imports")],
    }
    failed = []
    for name, command in checks.items():
        code, output = captured([*command, *arguments])
        if code != 0:
            failed.append(name)
            say(output.rstrip())
        say(f"{name}: {'FAILED' if code else 'passed'}")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measure how long the everyday things take."""
    ensure_environment([RUNTIME, DEVELOPMENT])
    ensure_qt_libraries()
    platform = os.environ.get("WARD_DESK_TEST_PLATFORM", "offscreen")
    return call([venv_program("python"), "-m", "tests.benchmarks", *arguments], QT_QPA_PLATFORM=platform)


def screens(arguments: list[str]) -> int:
    """Take pictures of the pages of the window."""
    ensure_environment([RUNTIME, DEVELOPMENT])
    ensure_qt_libraries()
    platform = os.environ.get("WARD_DESK_TEST_PLATFORM", "offscreen")
    # By its path, not with -m: `packaging` as a module is somebody else's package.
    script = str(ROOT / "packaging" / "screens.py")
    return call([venv_program("python"), script, *arguments], QT_QPA_PLATFORM=platform)


def sample(arguments: list[str]) -> int:
    """Build the sample wards again from their readable sources."""
    ensure_environment([RUNTIME])
    return call([venv_program("python"), "-m", "sample_db.build", *arguments])


COMMANDS = {"run": run, "test": test, "lint": lint, "bench": bench, "screens": screens, "sample": sample}


def parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:{width}}  {command.__doc__}" for name, command in COMMANDS.items())
    whole = argparse.ArgumentParser(
        prog="dev.py",
        usage="python3 packaging/dev.py COMMAND [arguments]",
        description=f"{__doc__}\n\ncommands:\n{commands}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the above")
    whole.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to what the command starts")
    return whole


def main(argv: list[str] | None = None) -> int:
    options = parser().parse_args(argv)
    try:
        return COMMANDS[options.command](options.arguments)
    except SetupError as reason:
        print(reason, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
