"""The entry point. Answers `--version` before anything heavy is imported."""

import sys


def main() -> int:
    """The exit code of the command in `sys.argv`."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from clmctl import __version__  # noqa: PLC0415

        sys.stdout.write(f"clmctl {__version__}\n")
        return 0
    try:
        from clmctl.cli.app import run  # noqa: PLC0415
    except KeyboardInterrupt:
        return 130

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
