"""What holds for every trace, whatever rests on whatever."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.trace.account import account
from evaluation.trace.gaps import GapKind
from evaluation.trace.model import Key, Kind
from tests.evaluation.trace.kettle import Kettle
from vignettes.library import Library
from vignettes.sources.inventory import Inventory, SentenceClass, SourceSentence

LAWS = settings(deadline=None, max_examples=60)
LOCATORS = (
    "MAN L1", "MAN L3", "MAN L3.1", "MAN L3.2", "MAN L4", "MAN L4.2", "MAN L5", "TIP L2",
    "TIP L1.1", "TIP L7", "TIP L2.9",
)  # fmt: skip
NAMES = ("smoke", "sparks", "leak", "chalk", "age_years")

_sources = st.lists(st.sampled_from(LOCATORS), max_size=4).map(tuple)
_names = st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)


@st.composite
def rewired(draw: st.DrawFn, kettle: Kettle) -> Kettle:
    """The domain with other sources for everything, and other classes and names of sentences."""
    rules = kettle.rules
    rules = replace(
        rules,
        rules=tuple(replace(rule, sources=draw(_sources)) for rule in rules.rules),
        default=replace(rules.default, sources=draw(_sources)),
        vocabulary=replace(
            kettle.words,
            red_flags={
                name: replace(flag, sources=draw(_sources))
                for name, flag in kettle.words.red_flags.items()
            },
        ),
    )
    assert kettle.invariants is not None
    invariants = replace(
        kettle.invariants,
        invariants={
            name: replace(found, sources=draw(_sources))
            for name, found in kettle.invariants.invariants.items()
        },
    )
    library = Library(tuple(replace(v, sources=draw(_sources)) for v in kettle.library))
    documents = {
        name: replace(
            document,
            sentences=tuple(
                replace(s, kind=draw(st.sampled_from(SentenceClass)), names=draw(_names))
                for s in document.sentences
            ),
        )
        for name, document in kettle.inventory.documents.items()
    }
    return replace(
        kettle,
        rules=rules,
        invariants=invariants,
        library=library,
        inventory=Inventory(documents=documents),
    )


def is_cited(
    made: Kettle, sentence: SourceSentence, sources: Sequence[str], names: set[str] | None = None
) -> bool:
    """Whether sources mean a clinical sentence; written apart from the code.

    By its own locator, or by that of its line: there by whoever speaks of what it speaks of, or of
    nothing that stands in the line where it speaks of nothing in particular.
    """
    line = sentence.locator.partition(".")[0]
    beside = [s for s in made.inventory.sentences if s.locator.partition(".")[0] == line]
    is_about = (
        names is None
        or bool(names & set(sentence.names))
        or (not sentence.names and not any(names & set(other.names) for other in beside))
    )
    return sentence.kind.is_clinical and (
        sentence.locator in sources or (line in sources and is_about)
    )


class TestLinks:
    """A link stands from both of its ends, and only where it belongs."""

    @LAWS
    @given(data=st.data())
    def test_each_link_stands_from_both_ends(self, kettle: Kettle, data: st.DataObject) -> None:
        """Once, between things that are there, and in the order of their files."""
        trace = data.draw(rewired(kettle)).trace()
        position = {node.key: place for place, node in enumerate(trace.nodes)}
        assert set(trace.links) <= set(position)
        for node in trace.nodes:
            for kind in Kind:
                linked = [Key(kind, name) for name in trace.linked(node.key, kind)]
                places = [position[key] for key in linked]
                assert places == sorted(set(places))
                assert all(node.key.id in trace.linked(key, node.key.kind) for key in linked)

    @LAWS
    @given(data=st.data())
    def test_sentences_are_linked_with_whoever_cites_them(
        self, kettle: Kettle, data: st.DataObject
    ) -> None:
        """A vignette and the default in any case, a rule and an invariant if they are about it."""
        made = data.draw(rewired(kettle))
        trace = made.trace()
        assert made.invariants is not None
        for sentence in made.inventory.sentences:
            key = Key(Kind.SENTENCE, sentence.locator)
            assert trace.linked(key, Kind.VIGNETTE) == tuple(
                v.id for v in made.library if is_cited(made, sentence, v.sources)
            )
            assert trace.linked(key, Kind.RULE) == (
                *(
                    rule.id
                    for rule in made.rules.rules
                    if is_cited(made, sentence, rule.sources, set(rule.condition.names()))
                ),
                *(["(default)"] if is_cited(made, sentence, made.rules.default.sources) else []),
            )
            assert trace.linked(key, Kind.INVARIANT) == tuple(
                found.id
                for found in made.invariants.invariants.values()
                if is_cited(made, sentence, found.sources, set(found.condition.names()))
            )
            assert trace.linked(key, Kind.RED_FLAG) == tuple(
                flag.id
                for flag in made.rules.vocabulary.red_flags.values()
                if is_cited(made, sentence, flag.sources, set(flag.findings))
            )

    @LAWS
    @given(data=st.data())
    def test_sources_change_no_link_with_a_vignette(
        self, kettle: Kettle, data: st.DataObject
    ) -> None:
        """Which rules fire, and which red flags are required, is a matter of the vignette."""
        trace, before = data.draw(rewired(kettle)).trace(), kettle.trace()
        for node in before.of(Kind.VIGNETTE):
            for kind in (Kind.RULE, Kind.INVARIANT, Kind.RED_FLAG):
                assert trace.linked(node.key, kind) == before.linked(node.key, kind)


class TestAccounts:
    """Every sentence is counted, once."""

    @LAWS
    @given(data=st.data())
    def test_the_parts_make_the_whole(self, kettle: Kettle, data: st.DataObject) -> None:
        """By class, by document, and by whether anything rests on it."""
        made = data.draw(rewired(kettle))
        found = account(made.inventory, made.trace())
        assert [each.kind for each in found] == list(SentenceClass)
        assert sum(each.n for each in found) == len(made.inventory.sentences)
        for each in found:
            assert sum(each.by_document.values()) == each.n
            most = max(each.with_resting.values())
            assert most <= each.n - each.with_none <= sum(each.with_resting.values())
            assert each.kind.is_clinical or each.with_none == each.n


class TestGaps:
    """Gaps only close where something is added."""

    @LAWS
    @given(data=st.data())
    def test_taking_vignettes_away_closes_no_gap(self, kettle: Kettle, data: st.DataObject) -> None:
        """But for those about the vignettes themselves."""
        made = data.draw(rewired(kettle))
        kept = data.draw(st.sets(st.sampled_from([v.id for v in made.library]), min_size=1))
        fewer = replace(made, library=Library(tuple(v for v in made.library if v.id in kept)))
        gone = set(made.gaps()) - set(fewer.gaps())
        assert all(
            gap.kind is GapKind.VIGNETTE_WITHOUT_SOURCE and gap.of not in kept for gap in gone
        )

    @LAWS
    @given(data=st.data())
    def test_gaps_stand_once_and_by_kind(self, kettle: Kettle, data: st.DataObject) -> None:
        """In the order of the kinds."""
        gaps = data.draw(rewired(kettle)).gaps()
        assert len(set(gaps)) == len(gaps)
        order = [list(GapKind).index(gap.kind) for gap in gaps]
        assert order == sorted(order)
