"""The trace: what belongs together, found from both ends."""

from dataclasses import replace

from evaluation.trace.build import DEFAULT
from evaluation.trace.model import Key, Kind, Trace
from tests.evaluation.trace.kettle import Edited, Kettle

OPEN = ("leaking-new", "leaking-open", "smoke-open", "sparks-open")


def table(trace: Trace, kind: Kind) -> dict[str, dict[str, str]]:
    """What each node of a kind is linked with: names by kind, without kinds that have none."""
    return {
        node.key.id: {
            other.value: " ".join(names)
            for other in Kind
            if (names := trace.linked(node.key, other))
        }
        for node in trace.of(kind)
    }


def test_from_the_documents(kettle: Kettle) -> None:
    """Whoever names a clinical sentence, or its line, and speaks of the same findings."""
    assert table(kettle.trace(), Kind.SENTENCE) == {
        "MAN L1.1": {},
        "MAN L3.1": {
            "rule": "smoke",
            "invariant": "K1",
            "red_flag": "fire",
            "vignette": "smoke-open smoking sparking",
        },
        "MAN L3.2": {
            "rule": "current old-leak",
            "red_flag": "current",
            "vignette": "sparking sparks-open",
        },
        "MAN L4.1": {"invariant": "K2", "vignette": "chalky"},
        "MAN L4.2": {"invariant": "K2"},
        "MAN L5.1": {"rule": DEFAULT, "vignette": "humming"},
        "TIP L1.1": {},
        "TIP L2.1": {"rule": "old-leak", "vignette": "leaking-new leaking-old leaking-open"},
    }


def test_back_from_the_rules(kettle: Kettle) -> None:
    """Where each fires; where none does, the default is what fires."""
    assert table(kettle.trace(), Kind.RULE) == {
        "smoke": {
            "sentence": "MAN L3.1",
            "invariant": "K1",
            "red_flag": "fire",
            "vignette": "smoking",
        },
        "current": {"sentence": "MAN L3.2", "red_flag": "current", "vignette": "sparking"},
        "old-leak": {"sentence": "MAN L3.2 TIP L2.1", "vignette": "leaking-old"},
        DEFAULT: {"sentence": "MAN L5.1", "vignette": " ".join(("chalky", "humming", *OPEN))},
    }


def test_back_from_invariants_and_red_flags(kettle: Kettle) -> None:
    """Vignettes in which the condition is met, and whose gold requires the red flag."""
    trace = kettle.trace()
    assert table(trace, Kind.INVARIANT) == {
        "K1": {
            "sentence": "MAN L3.1",
            "rule": "smoke",
            "red_flag": "fire",
            "vignette": "smoking",
        },
        "K2": {"sentence": "MAN L4.1 MAN L4.2", "vignette": "chalky"},
    }
    assert table(trace, Kind.RED_FLAG) == {
        "fire": {
            "sentence": "MAN L3.1",
            "rule": "smoke",
            "invariant": "K1",
            "vignette": "smoking",
        },
        "current": {"sentence": "MAN L3.2", "rule": "current", "vignette": "sparking"},
    }


def test_back_from_the_vignettes(kettle: Kettle) -> None:
    """Their sentences, the rules that fire in them, invariants that hold, and required flags."""
    found = table(kettle.trace(), Kind.VIGNETTE)
    assert list(found) == [vignette.id for vignette in kettle.library]
    assert found["smoking"] == {
        "sentence": "MAN L3.1",
        "rule": "smoke",
        "invariant": "K1",
        "red_flag": "fire",
    }
    assert found["sparking"] == {
        "sentence": "MAN L3.1 MAN L3.2",
        "rule": "current",
        "red_flag": "current",
    }
    assert found["chalky"] == {"sentence": "MAN L4.1", "rule": DEFAULT, "invariant": "K2"}


def test_each_thing_has_its_group_and_words(kettle: Kettle) -> None:
    """Class and paraphrase of a sentence; of all else the disposition and the title."""
    by_key = kettle.trace().by_key
    assert [
        (by_key[Key(kind, name)].group, by_key[Key(kind, name)].text)
        for kind, name in (
            (Kind.SENTENCE, "MAN L4.2"),
            (Kind.SENTENCE, "TIP L1.1"),
            (Kind.RULE, "smoke"),
            (Kind.RULE, DEFAULT),
            (Kind.INVARIANT, "K1"),
            (Kind.INVARIANT, "K2"),
            (Kind.RED_FLAG, "current"),
            (Kind.VIGNETTE, "smoke-open"),
        )
    ] == [
        ("advice", "Acid helps."),
        ("commercial", ""),
        ("unplug", "Smoke comes out"),
        ("keep", "It only boils"),
        ("at_least unplug", "Smoke means unplugging"),
        ("at_most keep", "Chalk alone is no reason for a shop"),
        ("mend", "Current"),
        ("mend", "A kettle, smoke-open"),
    ]


def test_nodes_stand_in_the_order_of_their_files(kettle: Kettle) -> None:
    """Documents first, vignettes last."""
    kinds = [node.key.kind for node in kettle.trace().nodes]
    assert kinds == sorted(kinds, key=list(Kind).index)


def test_a_rule_and_a_red_flag_may_have_one_name(kettle: Kettle) -> None:
    """An id is unique within its kind only, and is never taken for the other."""
    trace = kettle.trace()
    rule, flag = Key(Kind.RULE, "current"), Key(Kind.RED_FLAG, "current")
    assert trace.linked(rule, Kind.RED_FLAG) == ("current",)
    assert trace.linked(rule, Kind.RULE) == ()
    assert (trace.by_key[rule].text, trace.by_key[flag].text) == ("It sparks", "Current")


def test_a_rule_and_an_invariant_need_a_demand_in_common(edited: Edited) -> None:
    """And findings: a description that both rest on does not bind them, nor does either alone."""
    by_description = edited(
        ("rules/0.1.0.yaml", "sources: [MAN L3.1]", "sources: [MAN L5]"),
        ("invariants.yaml", "sources: [MAN L3]", "sources: [MAN L5]"),
    ).trace()
    apart = edited(("invariants.yaml", "sources: [MAN L3]", "sources: [TIP L2, MAN L5]")).trace()
    of_others = edited(("invariants.yaml", "sources: [MAN L3]", "sources: [MAN L3.2]")).trace()
    assert of_others.linked(Key(Kind.INVARIANT, "K1"), Kind.SENTENCE) == ("MAN L3.2",)
    for trace in (by_description, apart, of_others):
        assert trace.linked(Key(Kind.INVARIANT, "K1"), Kind.RULE) == ()


def test_a_source_that_is_named_twice_is_linked_once(edited: Edited) -> None:
    """A line and a sentence of it are no two sources."""
    rules = ("rules/0.1.0.yaml", "sources: [MAN L3.1]", "sources: [MAN L3.1, MAN L3, MAN L3.1]")
    trace = edited(rules).trace()
    assert trace.linked(Key(Kind.RULE, "smoke"), Kind.SENTENCE) == ("MAN L3.1",)


def test_a_domain_may_have_no_invariants(kettle: Kettle) -> None:
    """Then none are traced, and all else is."""
    trace = replace(kettle, invariants=None).trace()
    assert trace.of(Kind.INVARIANT) == ()
    assert trace.linked(Key(Kind.RULE, "smoke"), Kind.SENTENCE) == ("MAN L3.1",)
    assert trace.linked(Key(Kind.RULE, "smoke"), Kind.INVARIANT) == ()


def test_what_is_unknown_is_linked_with_nothing(kettle: Kettle) -> None:
    """Asking for it is no error."""
    assert kettle.trace().linked(Key(Kind.RULE, "nonsense"), Kind.SENTENCE) == ()
