"""`python -m nato_cli` is `nato`."""

from nato_cli.main import main

if __name__ == "__main__":
    main()
