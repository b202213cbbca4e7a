"""What belongs to no vignette is counted in bounded space."""

from evaluation.engines.faults import Endings, Garbage


def garbage(*texts: str) -> Garbage:
    """What was printed."""
    found = Garbage()
    for text in texts:
        found.add(text)
    return found


def test_the_same_text_is_told_once_however_many_there_are() -> None:
    """Also when there is no room for another one."""
    many = garbage(*(str(number) for number in range(25)), "3", "24")
    told = [fault.text for fault in many.faults()]
    assert told[3] == "printed a line that is no answer: 3"
    assert (len(told), told[-1]) == (21, "and 6 more lines that are no answers")
    assert many.first == "0"


def test_what_several_processes_printed_is_put_together() -> None:
    """Texts once, and the counts of what was not kept."""
    one, other = garbage("a", "b"), garbage("b", *(str(number) for number in range(22)))
    one.add_all(other)
    told = [fault.text for fault in one.faults()]
    assert (len(told), told[-1]) == (21, "and 4 more lines that are no answers")
    assert [fault.text for fault in garbage().faults()] == []


def test_endings_are_counted() -> None:
    """Each way to end is told once."""
    endings = Endings()
    for text in ("ended", "hung", "ended"):
        endings.add(text)
    assert [fault.text for fault in endings.faults()] == ["ended (2 times)", "hung"]
