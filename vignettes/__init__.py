"""Clinical vignettes: written cases with an expected answer, the sources it rests on, and lint."""
