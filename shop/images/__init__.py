"""Pictures that merchants upload: checked, re-encoded so that Meta accepts them, kept behind a small interface."""
