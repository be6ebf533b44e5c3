"""What people do about volunteering; one transaction each. Topics: see the room itself."""
