"""Own tasks as a file for the phone's calendar."""
