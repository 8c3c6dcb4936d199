"""The command ``bontot``: the services without a window (PRODUCT §6); one module a command."""
