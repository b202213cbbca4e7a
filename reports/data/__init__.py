"""Plain data for ``--json``: the same facts as the text, with every k and n."""
