"""What keeps a report from being written or read, whoever finds it."""


class ReportError(Exception):
    """A file of facts that cannot be read or trusted; the message says where and why."""


class MissingExtraError(Exception):
    """An output needs packages of an extra; the message says how to get them."""

    def __init__(self, *, extra: str, what: str, package: str = "") -> None:
        """``what`` needs ``package``, or else what the extra is mostly for.

        >>> print(MissingExtraError(extra="scale", what="a Parquet file"))
        a Parquet file needs pyarrow; install it with: pip install 'triage-harness[scale]'
        """
        super().__init__(
            f"{what} needs {package or _PACKAGES.get(extra, extra)}; "
            f"install it with: pip install 'triage-harness[{extra}]'"
        )
        self.extra = extra


_PACKAGES = {"pdf": "typst", "scale": "pyarrow", "sign": "securesystemslib"}
