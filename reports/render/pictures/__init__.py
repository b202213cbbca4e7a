"""Pictures as static SVG: no script, no style attributes, legible in print and without colour."""
