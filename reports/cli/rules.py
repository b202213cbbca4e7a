"""``triage rules``: which rule sets there are."""

from reports.cli.options import AsJson
from reports.cli.shell import reports_errors, show, show_json


@reports_errors
def command(*, as_json: AsJson = False) -> None:
    """List the rule sets of every known domain.

    Each with its fingerprint, and whether this very content was released under its version.
    """
    from reports.cli.settings import default_domain
    from reports.render.text import table
    from triage.domain import domain_names
    from triage.repository import is_released, load_ruleset, release_problem, short, versions_of

    default_domain()  # makes the configured domain known
    found = [
        load_ruleset(f"{domain}@{version}")
        for domain in domain_names()
        for version in versions_of(domain)
    ]
    state = {
        ruleset.label: "released"
        if is_released(ruleset)
        else "CHANGED SINCE ITS RELEASE"
        if release_problem(ruleset)
        else "not released"
        for ruleset in found
    }
    if as_json:
        show_json(
            [
                {
                    "ruleset": ruleset.label,
                    "title": ruleset.title,
                    "rules": len(ruleset.rules),
                    "fingerprint": ruleset.fingerprint,
                    "state": state[ruleset.label],
                }
                for ruleset in found
            ]
        )
        return
    rows = [("rule set", "rules", "fingerprint", "state", "title")]
    rows += [
        (r.label, str(len(r.rules)), short(r.fingerprint), state[r.label], r.title) for r in found
    ]
    show("\n".join(table(rows, right=[1], indent="")))
