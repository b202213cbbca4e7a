"""What an engine that is no rule set does with patients nobody wrote down: searched, not proved."""
