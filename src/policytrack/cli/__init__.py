"""The command line: parse, call one use case, choose a renderer, set the exit code."""


def run() -> None:
    """The `policytrack` script."""
    from policytrack.cli.app import main

    main()
