"""Each rule holds for the project, and fails when it is broken on purpose."""
