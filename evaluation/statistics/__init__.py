"""Statistics of the evaluation: pure functions from counts to numbers, nothing read or printed.

`intervals` and `paired` (with `multiplicity`, and `binomial`, `boundary` and `counts` beneath them)
need the standard library alone, because the gate imports them and must start at once; `agreement`
imports numpy, scikit-learn and scipy when one of its functions is first called.

Every interval describes this library of vignettes, not patients.
"""
