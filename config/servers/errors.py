class LaunchError(Exception):
    """Something a person has to know or mend; printed as it stands, without a traceback."""
