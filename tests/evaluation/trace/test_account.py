"""The account: how many sentences of each class, and what rests on them."""

from evaluation.trace.account import RESTING, ClassAccount, account
from evaluation.trace.model import Kind
from tests.evaluation.trace.kettle import Kettle
from vignettes.sources.inventory import SentenceClass


def test_each_class_is_counted(kettle: Kettle) -> None:
    """In all, by document, with each kind of thing that rests on them, and with none."""
    found = account(kettle.inventory, kettle.trace())
    assert [
        (
            each.kind.value,
            each.n,
            each.by_document,
            list(each.with_resting.values()),
            each.with_none,
        )
        for each in found
    ] == [
        ("demand", 4, {"MAN": 3, "TIP": 1}, [3, 2, 2, 4], 0),
        ("description", 1, {"MAN": 1, "TIP": 0}, [1, 0, 0, 1], 0),
        ("advice", 1, {"MAN": 1, "TIP": 0}, [0, 1, 0, 0], 0),
        ("context", 0, {"MAN": 0, "TIP": 0}, [0, 0, 0, 0], 0),
        ("commercial", 1, {"MAN": 0, "TIP": 1}, [0, 0, 0, 0], 1),
        ("boilerplate", 1, {"MAN": 1, "TIP": 0}, [0, 0, 0, 0], 1),
    ]


def test_what_may_rest_on_a_sentence_is_everything_else(kettle: Kettle) -> None:
    """In the order from the documents to the vignettes."""
    first: ClassAccount = account(kettle.inventory, kettle.trace())[0]
    assert first.kind is SentenceClass.DEMAND
    assert tuple(first.with_resting) == RESTING == tuple(k for k in Kind if k is not Kind.SENTENCE)
