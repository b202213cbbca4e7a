"""What rules do for every patient, not only for the vignettes."""
