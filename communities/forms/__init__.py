"""What is typed in at the desk; rules stand in the actions, here only shapes and choices."""
