"""What hosts, search engines and other sites ask for."""
