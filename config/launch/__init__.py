"""What stands behind bin/demo, bin/manage and bin/test. Standard library only."""
